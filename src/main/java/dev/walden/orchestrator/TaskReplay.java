package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds a task's recorded events again, and finds the first place where today's code would decide otherwise. Immutable.
 *
 * <p>Pure: replies of engines, results of tools, recalled items, acts of people and times are those in the records; no model, tool,
 * memory, clock, random source, file or socket is within reach. Decisions are those of {@link Planning}, the code that the running
 * machine decides by; {@link Essence} says what of them is compared. What cannot be computed from a task's records is taken as recorded:
 * the limits that its submission was given (the wish is not recorded), the configured default engine, default answer and addressee
 * of doubts, and, without {@link #withPolicy}, which calls tools and policy let pass, asked a person for or denied. Of a task whose words
 * were erased, what was decided by these words is taken as recorded too, see {@link ErasedWords}.
 */
public final class TaskReplay {

    private final @Nullable CallChecks policy;
    private final @Nullable TaskLimits limits;

    private TaskReplay(@Nullable CallChecks policy, @Nullable TaskLimits limits) {
        this.policy = policy;
        this.limits = limits;
    }

    /** A replay with tools, policy and limits as they were recorded. */
    public static TaskReplay asRecorded() {
        return new TaskReplay(null, null);
    }

    /** The report of a replay {@link #asRecorded}. */
    public static ReplayReport of(List<RecordedEvent> records) {
        return asRecorded().replay(records);
    }

    /** The same replay, with calls checked by the tools and the policy of today. They are asked and never called. */
    public TaskReplay withPolicy(CallChecks today) {
        return new TaskReplay(today, limits);
    }

    /** The same replay, with other limits than the task was submitted with. */
    public TaskReplay withLimits(TaskLimits others) {
        return new TaskReplay(policy, others);
    }

    /** Whether these are what is kept of an expired task: too little to replay. */
    public static boolean isOfExpired(List<RecordedEvent> records) {
        return ReplayInput.isOfExpired(records);
    }

    /**
     * Folds and compares.
     *
     * @param records all of one task in order, its submission first; its episode, starts and stops of the service and
     *     what else names it may be among them
     * @throws IllegalArgumentException when the first is no submission, one is of another task, or the task expired
     */
    public ReplayReport replay(List<RecordedEvent> records) {
        ReplayInput input = ReplayInput.of(records, limits);
        return new ReplayRun(input, new Today(input.erased() ? null : policy)).run();
    }
}
