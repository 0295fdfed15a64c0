package dev.walden.orchestrator;

import dev.walden.activity.ToolCallEvent.CompensationBegun;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.conversation.ToolCall;
import dev.walden.tools.ProbeReading;
import java.time.Instant;

/** What a call is for that no engine asked for: it is about another one in doubt. */
sealed interface FollowUp {

    /** The id of the call in doubt. */
    String of();

    /** The attempt of it that is in doubt. */
    int attempt();

    /** Whether a person asked for it, and so consented to it. */
    boolean byPerson();

    /**
     * It finds out whether the other had its effect.
     *
     * @param acts whether what is found is acted upon
     * @param notBefore until when it waits
     */
    record Probe(String of, int attempt, boolean byPerson, ProbeReading reading, boolean acts, Instant notBefore)
            implements FollowUp {}

    /** It undoes the effect of the other. */
    record Compensation(String of, int attempt) implements FollowUp {
        @Override
        public boolean byPerson() {
            return true;
        }
    }

    /** The batch with a probe in it. */
    static ToolBatch begun(ToolBatch batch, ProbeBegun probe) {
        return batch.following(
                ToolCall.of(probe.probe(), probe.tool(), probe.arguments()),
                new Probe(
                        probe.call(),
                        attempt(batch, probe.call()),
                        probe.begunBy() != null,
                        new ProbeReading(probe.succeededWhen(), probe.failedWhen()),
                        probe.acts(),
                        probe.notBefore()));
    }

    /** The batch with a compensation in it. */
    static ToolBatch begun(ToolBatch batch, CompensationBegun undo) {
        return batch.following(
                ToolCall.of(undo.compensation(), undo.tool(), undo.arguments()),
                new Compensation(undo.call(), attempt(batch, undo.call())));
    }

    private static int attempt(ToolBatch batch, String call) {
        return batch.entry(call)
                .map(entry -> entry.past().attempts())
                .orElseThrow(() -> new IllegalStateException("No call " + call + " is in doubt."));
    }
}
