package dev.walden.activity;

import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact of one task's life. The task machine folds these, in order, into its state. */
public sealed interface TaskEvent extends ActivityEvent
        permits ToolCallEvent,
                TaskEvent.TaskSubmitted,
                TaskEvent.TaskStarted,
                TaskEvent.ContextGathered,
                TaskEvent.ReasoningStarted,
                TaskEvent.ReasoningFinished,
                TaskEvent.Reflected,
                TaskEvent.TaskPaused,
                TaskEvent.TaskResumed,
                TaskEvent.TaskCancelled,
                TaskEvent.TaskCompleted,
                TaskEvent.TaskFailed {

    /** Whose life. */
    TaskId task();

    /**
     * What happened, one after the other. One record may stand for several events of a commit that nearly always come together; all
     * but these are their own only part. Parts have none themselves.
     */
    default List<TaskEvent> parts() {
        return List.of(this);
    }

    /**
     * A task was accepted; it waits for its turn.
     *
     * @param session tasks of one session of a space run one at a time in this order
     * @param engine the engine asked for, null for the configured default
     * @param metadata the submitter's own notes, given back as they are
     * @param submittedBy id of the API key
     * @param run what became of words that ask to run a procedure, decided when the task was accepted, for good: its name, or the empty text
     *     where none with steps was there, and no skill whose file was wrong; null for other words, and where it was not decided then
     * @param outputSchema the JSON Schema that the answer has to fit, as compact text; null for an answer in words
     * @param delegation whose sub-task it is; null when it was submitted from outside
     * @param role of that key at the time, as policy asks for it; null for a user, and where it was not recorded
     */
    record TaskSubmitted(
            TaskId task,
            Space space,
            String session,
            String input,
            @Nullable String engine,
            TaskLimits limits,
            Map<String, String> metadata,
            String submittedBy,
            @Nullable String run,
            @Nullable String outputSchema,
            @Nullable Delegation delegation,
            @Nullable String role)
            implements TaskEvent {
        public TaskSubmitted {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /** A runner took the task up for the first time. */
    record TaskStarted(TaskId task) implements TaskEvent {}

    /**
     * Memory was asked what may matter. Ids only: the texts stay where they are, and may be forgotten later.
     *
     * @param items ids of recalled items, best first
     * @param turns sequence numbers of the session's earlier turns that were in view, oldest first
     * @param vectors what became of vectors in the recall: {@code used}, {@code none-yet} (the space had none) or {@code late} (it went by
     *     words); null when memory makes none
     * @param earlier the turns of the session that did not fit: their number, and what of them was quoted, each as
     *     {@code SEQ:FROM-TO}, the record and its characters, all by spaces; null when there are none
     * @param asked the engine's being asked right after, and the task's start right before; null when they have records of their own
     * @param rules the record that says the rules of the task's space, as they hold for all of the task; null when it has none
     * @param procedures what the task is told of procedures: the record that has the words of skills, or {@code -} for none, then those by which
     *     learned ones were learned, all by spaces; {@value #NOT_RECORDED} where nobody recorded it, null when it is told of none
     */
    record ContextGathered(
            TaskId task,
            List<String> items,
            List<Long> turns,
            @Nullable String vectors,
            @Nullable String earlier,
            @Nullable Asked asked,
            @Nullable Long rules,
            @Nullable String procedures)
            implements TaskEvent {

        /** In place of procedures: an earlier version did not record them. */
        public static final String NOT_RECORDED = "?";

        public ContextGathered {
            items = List.copyOf(items);
            turns = List.copyOf(turns);
        }

        /** Alone, by words. */
        public ContextGathered(TaskId task, List<String> items, List<Long> turns) {
            this(task, items, turns, null, null);
        }

        /** With all turns that the session has. */
        public ContextGathered(
                TaskId task, List<String> items, List<Long> turns, @Nullable String vectors, @Nullable Asked asked) {
            this(task, items, turns, vectors, null, asked);
        }

        /** In a space without rules and procedures. */
        public ContextGathered(
                TaskId task,
                List<String> items,
                List<Long> turns,
                @Nullable String vectors,
                @Nullable String earlier,
                @Nullable Asked asked) {
            this(task, items, turns, vectors, earlier, asked, null, null);
        }

        /** Without the events that stand in the same record. */
        public ContextGathered alone() {
            return with(null);
        }

        /** The same with this intent in its record. */
        public ContextGathered with(@Nullable Asked intent) {
            return new ContextGathered(task, items, turns, vectors, earlier, intent, rules, procedures);
        }

        @Override
        public List<TaskEvent> parts() {
            return asked == null ? List.of(this) : List.of(new TaskStarted(task), alone(), asked.by(task));
        }
    }

    /**
     * An engine is about to be asked.
     *
     * @param engine the wanted one, which is tried first unless another takes the task
     * @param promptVersion of the prompt's resource files
     * @param promptDigest SHA-256 of everything that is sent, hex, the first 32 digits
     * @param reservedTokens what the call may use; counted as used when no outcome is ever recorded
     * @param reservedCost what it may cost; likewise
     * @param cut what of the whole prompt the engine that is asked first is not sent, a text without spaces; null for nothing
     * @param critique whether it is to judge the step before; else it is asked for the next one
     */
    record ReasoningStarted(
            TaskId task,
            String engine,
            String promptVersion,
            String promptDigest,
            long reservedTokens,
            Cost reservedCost,
            @Nullable String cut,
            boolean critique)
            implements TaskEvent {
        /** For the next step. */
        public ReasoningStarted(
                TaskId task,
                String engine,
                String promptVersion,
                String promptDigest,
                long reservedTokens,
                Cost reservedCost,
                @Nullable String cut) {
            this(task, engine, promptVersion, promptDigest, reservedTokens, reservedCost, cut, false);
        }

        /** Of a whole prompt. */
        public ReasoningStarted(
                TaskId task,
                String engine,
                String promptVersion,
                String promptDigest,
                long reservedTokens,
                Cost reservedCost) {
            this(task, engine, promptVersion, promptDigest, reservedTokens, reservedCost, null);
        }

        /** Of engines that cost nothing. */
        public ReasoningStarted(
                TaskId task, String engine, String promptVersion, String promptDigest, long reservedTokens) {
            this(task, engine, promptVersion, promptDigest, reservedTokens, Cost.NONE);
        }
    }

    /**
     * An engine answered, or all were tried in vain.
     *
     * @param engine the one that answered, or the last one tried
     * @param cost of the call with its retries, at the prices of the time
     * @param duration of the call with its retries
     * @param started the side effect classes of the first calls of the reply, which start with this record: with the arguments asked for,
     *     at the first attempt, keyed ones with the key that is made of task and call; null when they have records of their own
     * @param cut what of the whole prompt the one that answered was not sent, empty for nothing; null when it is what was recorded when the call
     *     began
     */
    record ReasoningFinished(
            TaskId task,
            String engine,
            Reply reply,
            TokenUsage usage,
            Cost cost,
            Duration duration,
            @Nullable List<SideEffect> started,
            @Nullable String cut)
            implements TaskEvent {
        public ReasoningFinished {
            if (started != null) {
                started = List.copyOf(started);
                if (!(reply instanceof Reply.UseTools(var _, var calls)) || calls.size() < started.size()) {
                    throw new IllegalArgumentException("Only calls that the reply asks for start with it.");
                }
            }
        }

        /** Of the prompt that was recorded when the call began. */
        public ReasoningFinished(
                TaskId task,
                String engine,
                Reply reply,
                TokenUsage usage,
                Cost cost,
                Duration duration,
                @Nullable List<SideEffect> started) {
            this(task, engine, reply, usage, cost, duration, started, null);
        }

        /** Alone, of engines that cost nothing. */
        public ReasoningFinished(TaskId task, String engine, Reply reply, TokenUsage usage, Duration duration) {
            this(task, engine, reply, usage, Cost.NONE, duration, null);
        }

        /** Of engines that cost nothing. */
        public ReasoningFinished(
                TaskId task,
                String engine,
                Reply reply,
                TokenUsage usage,
                Duration duration,
                @Nullable List<SideEffect> started) {
            this(task, engine, reply, usage, Cost.NONE, duration, started);
        }

        @Override
        public List<TaskEvent> parts() {
            if (started == null || !(reply instanceof Reply.UseTools(var _, var calls))) {
                return List.of(this);
            }
            List<TaskEvent> parts = new ArrayList<>();
            parts.add(new ReasoningFinished(task, engine, reply, usage, cost, duration, null, cut));
            for (int i = 0; i < started.size(); i++) {
                parts.add(ToolCallEvent.ToolCallStarted.asAsked(task, calls.get(i), started.get(i)));
            }
            return parts;
        }
    }

    /**
     * Tool results, or an answer, were judged and not simply found good: of that only logs of the first versions have a record. An answer
     * that was judged so is sent back, to be given once more. What a model judged is recorded whatever it found.
     *
     * @param reason why, for the model and for people; null for a plain accept
     * @param by the engine whose opinion it is; null for Walden's own rules
     */
    record Reflected(
            TaskId task,
            Verdict verdict,
            @Nullable String reason,
            @Nullable String by) implements TaskEvent {
        /** By rules. */
        public Reflected(TaskId task, Verdict verdict, @Nullable String reason) {
            this(task, verdict, reason, null);
        }
    }

    /** A person stopped the task for now; steps under way still come to their end. */
    record TaskPaused(TaskId task, String by) implements TaskEvent {}

    /** It goes on where it stood. */
    record TaskResumed(TaskId task, String by) implements TaskEvent {}

    /** A person ended the task. */
    record TaskCancelled(TaskId task, String by) implements TaskEvent {}

    /**
     * The task is done.
     *
     * @param sources the recalled items that the answer rests on
     * @param answered the model call whose answer is the output; null when that has a record of its own
     */
    record TaskCompleted(
            TaskId task,
            String output,
            List<TaskSource> sources,
            @Nullable Answered answered) implements TaskEvent {
        public TaskCompleted {
            sources = List.copyOf(sources);
        }

        /** Alone. */
        public TaskCompleted(TaskId task, String output, List<TaskSource> sources) {
            this(task, output, sources, null);
        }

        @Override
        public List<TaskEvent> parts() {
            return answered == null
                    ? List.of(this)
                    : List.of(answered.with(task, output, sources), new TaskCompleted(task, output, sources));
        }
    }

    /**
     * The task ended without an answer.
     *
     * @param code stable: a limit's name, {@code budget_exhausted}, {@code reasoning_unavailable}, {@code refused}, {@code stuck}, {@code output_invalid},
     *     {@code gave_up}
     * @param output what can be given nevertheless, null for nothing
     */
    record TaskFailed(
            TaskId task,
            String code,
            String message,
            @Nullable String output) implements TaskEvent {}

    /** How tool results are judged. */
    enum Verdict {
        ACCEPT,
        RETRY,
        REPLAN,
        GIVE_UP
    }
}
