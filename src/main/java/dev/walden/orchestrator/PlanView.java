package dev.walden.orchestrator;

import java.util.List;

/**
 * A plan of a task, and how far it has come.
 *
 * @param toolCallId the call that brought it
 * @param steps each after those it comes after
 */
public record PlanView(String toolCallId, List<PlanView.Step> steps) {

    public PlanView {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param name what the engine calls it
     * @param toolCallId the call that carries it out
     * @param tool what is called
     * @param after the names of the steps that must have succeeded before
     * @param state {@code blocked} (others come first), {@code ready}, {@code running}, {@code awaiting_approval}, {@code awaiting_input},
     *     {@code in_doubt}, {@code skipped} (one before it did not succeed), {@code cancelled} (its task ended first), or the outcome of its call: {@code succeeded}, {@code failed},
     *     {@code invalid}, {@code denied}, {@code timed_out}, {@code unknown}
     */
    public record Step(String name, String toolCallId, String tool, List<String> after, String state) {
        public Step {
            after = List.copyOf(after);
        }
    }
}
