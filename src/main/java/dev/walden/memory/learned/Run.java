package dev.walden.memory.learned;

import dev.walden.activity.TaskId;
import java.util.Collection;
import java.util.List;

/**
 * What a task did that completed.
 *
 * @param goal what it was asked for
 * @param trusted false when it was shown words from outside
 * @param calls those that succeeded, in the order in which they were started
 */
public record Run(TaskId task, String goal, boolean trusted, List<Call> calls) {

    private static final int LEAST_CALLS = 2;
    private static final int MOST_CALLS = 20;
    private static final int MOST_CHARACTERS = 40_000;

    public Run {
        calls = List.copyOf(calls);
    }

    /** Whether a procedure can be made of it: two to twenty calls, of sensible size. */
    public boolean teaches() {
        return calls.size() >= LEAST_CALLS && !isTooMuch(calls);
    }

    /** Whether no procedure can be made of these calls, whatever follows them. */
    public static boolean isTooMuch(Collection<Call> calls) {
        return calls.size() > MOST_CALLS
                || calls.stream().mapToInt(Call::characters).sum() > MOST_CHARACTERS;
    }

    /** One for each call. */
    List<String> tools() {
        return calls.stream().map(Call::tool).toList();
    }
}
