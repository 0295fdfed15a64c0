package dev.walden.orchestrator;

import dev.walden.conversation.PlanResult;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.util.List;
import java.util.Locale;

/** What an engine is told of a plan that is over. Pure. */
final class PlanReport {

    private PlanReport() {}

    /** @param steps of a plan that is over */
    static String of(List<Entry> steps) {
        return new PlanResult(steps.stream().map(PlanReport::step).toList()).text();
    }

    private static PlanResult.Step step(Entry entry) {
        PlanResult.End end = switch (entry.status()) {
            case CallStatus.Done done ->
                new PlanResult.Made(
                        done.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '), entry.reported());
            case CallStatus.Skipped(String because) -> new PlanResult.Skipped(because);
            case CallStatus other -> throw new IllegalStateException("Step " + entry.name() + " is not over: " + other);
        };
        return new PlanResult.Step(entry.name(), entry.call().tool(), end);
    }
}
