package dev.walden.conversation;

import java.util.List;
import java.util.Optional;

/**
 * What the tool {@value #TOOL} answers when a plan is over: a heading for each step, and below it, set in so that no words of it can pass
 * for a heading, what it came to. The text is for models and for rules alike. Immutable.
 *
 * @param steps each behind those it came after
 */
public record PlanResult(List<PlanResult.Step> steps) {

    /** The tool that carries out plans. */
    public static final String TOOL = "plan";

    /** Its argument. */
    public static final String STEPS = "steps";

    static final String INDENT = "  ";
    static final String SUCCEEDED = "succeeded";

    public PlanResult {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param name which the plan gave it
     * @param tool that it called
     */
    public record Step(String name, String tool, End end) {

        /** Whether it was made with success. */
        public boolean succeeded() {
            return end instanceof Made made && made.outcome().equals(SUCCEEDED);
        }
    }

    /** What became of a step. */
    public sealed interface End {}

    /**
     * Its call came to something.
     *
     * @param outcome in words, such as {@code timed out}
     * @param text what the tool told
     */
    public record Made(String outcome, String text) implements End {}

    /**
     * It never began.
     *
     * @param because name of a step before it that did not succeed
     */
    public record Skipped(String because) implements End {}

    /** What the engine is told. */
    public String text() {
        long succeeded = steps.stream().filter(Step::succeeded).count();
        StringBuilder text = new StringBuilder("%d of %d steps succeeded.".formatted(succeeded, steps.size()));
        for (Step step : steps) {
            text.append('\n')
                    .append(step.name())
                    .append(" (")
                    .append(step.tool())
                    .append(") ");
            switch (step.end()) {
                case Made(String outcome, String told) ->
                    text.append(outcome)
                            .append(":\n")
                            .append(told.indent(INDENT.length()).stripTrailing());
                case Skipped(String because) ->
                    text.append("was not begun, as ").append(because).append(" did not succeed.");
            }
        }
        return text.toString();
    }

    /** What {@link #text} was made of, without blanks at the ends of what steps told; empty for any other text. */
    public static Optional<PlanResult> of(String text) {
        return PlanResultLines.read(text).map(PlanResult::new);
    }
}
