package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.tools.CallInDoubt;
import dev.walden.tools.ProbeReading;
import dev.walden.tools.Remedies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The probes that configuration asked for at the time, read back from what was recorded next. Pure.
 *
 * @param decisions that were recorded next
 */
record RecordedRemedies(List<ActivityEvent> decisions) implements Remedies {

    @Override
    public Optional<Probe> probe(CallInDoubt doubt) {
        return decisions.stream()
                .filter(ProbeBegun.class::isInstance)
                .map(ProbeBegun.class::cast)
                .filter(begun -> begun.begunBy() == null
                        && begun.call().equals(doubt.call().id()))
                .findFirst()
                .map(begun -> new Probe(
                        begun.tool(),
                        begun.arguments(),
                        new ProbeReading(begun.succeededWhen(), begun.failedWhen()),
                        begun.acts(),
                        Duration.ZERO));
    }

    /** Compensations are begun by people. */
    @Override
    public Optional<Compensation> compensation(CallInDoubt doubt) {
        return Optional.empty();
    }
}
