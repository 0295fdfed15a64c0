package dev.walden.orchestrator;

import dev.walden.orchestrator.ToolBatch.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What an engine is advised after results that it should not simply go on with. Each way in which a call can fail has its own advice: what
 * mends wrong arguments is no use against a rule. Pure.
 */
final class ResultChecks {

    private static final int MOST_ADVICE = 5;

    private ResultChecks() {}

    /**
     * Advice on one batch; empty when it is fine. That some of several calls failed, their results say.
     *
     * @param habits with the batch's results already counted into them
     */
    static Optional<String> advice(Habits habits, ToolBatch batch) {
        SequencedSet<String> advice = new LinkedHashSet<>();
        for (Entry entry : batch.entries()) {
            if (entry.succeeded()) {
                if (entry.isEmpty() && habits.emptyBatches() == 1) {
                    advice.add(nothing(entry));
                }
            } else if (habits.failedBatches() > 0 || habits.repetitions(entry.call()) > 1) {
                advice.add(failed(entry, habits.repetitions(entry.call()) > 1));
            }
        }
        List<String> told = new ArrayList<>(advice.stream().limit(MOST_ADVICE).toList());
        if (!told.isEmpty() && habits.failedBatches() > 0) {
            told.addFirst("None of the calls succeeded.");
        }
        told.addAll(habits.contradictions().latest());
        return told.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", told));
    }

    private static String failed(Entry entry, boolean again) {
        String tool = Habits.toolName(entry.call());
        String what = switch (entry.outcome()) {
            case INVALID -> tool + " was not called: its result says what was wrong with the call.";
            case DENIED -> tool + " was not allowed, and will not be: find another way, or say what could not be done.";
            case TIMED_OUT -> tool + " did not end in time: ask it for less.";
            case UNKNOWN -> "What came of " + tool + " is not known: find that out before you do it again.";
            case FAILED, SUCCEEDED -> tool + " failed: change its arguments or choose another way.";
        };
        return again ? what + " It was called with the same arguments before, with no better result." : what;
    }

    private static String nothing(Entry entry) {
        return Habits.toolName(entry.call())
                + " succeeded and gave nothing back: there may be nothing, or it was asked for the wrong thing.";
    }
}
