package dev.walden.orchestrator;

import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.util.List;
import java.util.Locale;

/**
 * What an engine is told of a plan that is over: a heading for each step, and below it, set in so that no words of it can pass for a
 * heading, what it came to. Pure.
 */
final class PlanReport {

    private static final String INDENT = "  ";

    private PlanReport() {}

    /** @param steps of a plan that is over */
    static String of(List<Entry> steps) {
        long succeeded = steps.stream().filter(Entry::succeeded).count();
        StringBuilder text = new StringBuilder("%d of %d steps succeeded.".formatted(succeeded, steps.size()));
        for (Entry entry : steps) {
            text.append('\n')
                    .append(entry.name())
                    .append(" (")
                    .append(entry.call().tool())
                    .append(") ");
            switch (entry.status()) {
                case CallStatus.Done done ->
                    text.append(done.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .append(":\n")
                            .append(done.text().indent(INDENT.length()).stripTrailing());
                case CallStatus.Skipped(String because) ->
                    text.append("was not begun, as ").append(because).append(" did not succeed.");
                case CallStatus other ->
                    throw new IllegalStateException("Step " + entry.name() + " is not over: " + other);
            }
        }
        return text.toString();
    }
}
