package dev.walden.orchestrator;

import dev.walden.activity.JsonText;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Clipped;
import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one reply and how far each has come. Immutable.
 *
 * @param entries in the order asked for; behind them the steps of a plan, each after those it waits for
 */
record ToolBatch(List<Entry> entries) {

    private static final Set<String> NOTHING = Set.of("", "[]", "{}", "null", "\"\"");

    ToolBatch {
        entries = List.copyOf(entries);
    }

    static ToolBatch of(List<ToolCall> calls) {
        return new ToolBatch(calls.stream()
                .map(call -> new Entry(call, new CallStatus.Wanted(), null))
                .toList());
    }

    /** This batch with one more call, about one that is in doubt. */
    ToolBatch following(ToolCall call, FollowUp followUp) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(call, new CallStatus.Wanted(), null, followUp, false, Past.NONE));
        return new ToolBatch(more);
    }

    /** What was asked for and its steps, without what was done about doubts. */
    ToolBatch withoutFollowUps() {
        return new ToolBatch(
                entries.stream().filter(entry -> entry.followUp() == null).toList());
    }

    /** The call of this id, if it is one of the batch. */
    Optional<Entry> entry(String callId) {
        return entries.stream()
                .filter(entry -> entry.call().id().equals(callId))
                .findFirst();
    }

    /** This batch with one call's status replaced. */
    ToolBatch with(String callId, UnaryOperator<CallStatus> change) {
        List<Entry> changed = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            boolean meant = entry.call().id().equals(callId);
            changed.add(meant ? entry.with(change.apply(entry.status())) : entry);
        }
        return new ToolBatch(changed);
    }

    /** This batch with a call as a person changed it, whose words may be trusted or not. */
    ToolBatch withEdited(ToolCall call, CallStatus status, boolean trusted) {
        return new ToolBatch(entries.stream()
                .map(entry -> entry.call().id().equals(call.id())
                        ? new Entry(
                                call,
                                status,
                                entry.step(),
                                entry.followUp(),
                                true,
                                entry.past().and(status).editedBy(trusted))
                        : entry)
                .toList());
    }

    boolean any(Class<? extends CallStatus> status) {
        return entries.stream().anyMatch(entry -> status.isInstance(entry.status()));
    }

    /** Whether calls can become ready beside others that are under way: by the end of a step, of a sub-task. */
    boolean mayGrow() {
        return any(CallStatus.Unfolded.class) || any(CallStatus.Delegated.class);
    }

    boolean allDone() {
        return asked().allMatch(entry -> entry.status() instanceof CallStatus.Done) && !Doubts.areFollowed(this);
    }

    /** What the reply asked for; the steps of a plan are behind one of them. */
    private Stream<Entry> asked() {
        return entries.stream().filter(entry -> entry.step() == null && entry.followUp() == null);
    }

    /** Whether text from outside is among what calls of the batch came to. */
    boolean holdsUntrusted() {
        return entries.stream().anyMatch(entry -> entry.status() instanceof CallStatus.Done done && !done.trusted());
    }

    /** Whether the call brought a plan whose steps are calls of the batch. */
    boolean isUnfolded(Entry plan) {
        return entries.stream()
                .anyMatch(entry -> entry.step() != null
                        && entry.step().plan().equals(plan.call().id()));
    }

    /** The calls that may be begun: while one is in doubt, only those that are about doubts. */
    List<Entry> ready() {
        List<Entry> ready = where(status -> switch (status) {
            case CallStatus.Wanted _, CallStatus.Approved _, CallStatus.ToRetry _ -> true;
            case CallStatus.NeedsApproval _, CallStatus.Started _, CallStatus.Doubtful _, CallStatus.Done _ -> false;
            case CallStatus.Unfolded _, CallStatus.Blocked _, CallStatus.Skipped _, CallStatus.Delegated _ -> false;
        });
        return any(CallStatus.Doubtful.class)
                ? ready.stream().filter(entry -> entry.followUp() != null).toList()
                : ready;
    }

    List<Entry> where(Predicate<CallStatus> condition) {
        return entries.stream().filter(entry -> condition.test(entry.status())).toList();
    }

    /**
     * Working time of the whole batch: calls run side by side, so many at once, and no call waits for a sub-task that began before it. Only
     * of a batch that is all done.
     */
    Duration took(int atOnce) {
        Duration calls = Duration.ZERO;
        Duration subTasks = Duration.ZERO;
        List<Entry> asked = asked().toList();
        for (int from = 0; from < asked.size(); from += atOnce) {
            List<Entry> group = asked.subList(from, Math.min(asked.size(), from + atOnce));
            subTasks = WorkingTime.longer(subTasks, calls.plus(longest(group, ToolBatch::delegates)));
            calls = calls.plus(longest(group, call -> !delegates(call)));
        }
        return WorkingTime.longer(calls, subTasks);
    }

    private static boolean delegates(ToolCall call) {
        return call.tool().equals(DelegateTool.NAME);
    }

    private static Duration longest(List<Entry> group, Predicate<ToolCall> which) {
        return group.stream()
                .filter(entry -> which.test(entry.call()))
                .map(Entry::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** What the model is told, in the order of the calls. Only of a batch that is all done. */
    List<Message> results() {
        return asked().map(Entry::result).toList();
    }

    /**
     * One call of the batch.
     *
     * @param step which step of a plan it is; null when the reply itself asked for it
     * @param followUp which doubt it is about; null when the engine asked for it
     * @param edited whether a person gave it other arguments than the engine
     * @param past what its status does not tell any more
     */
    record Entry(
            ToolCall call,
            CallStatus status,
            @Nullable PlanStep step,
            @Nullable FollowUp followUp,
            boolean edited,
            Past past) {

        /** Characters of changed arguments that the engine is told. */
        private static final int MOST_SHOWN = 2000;

        /** One that the engine asked for. */
        Entry(ToolCall call, CallStatus status, @Nullable PlanStep step) {
            this(call, status, step, null, false, Past.NONE);
        }

        /** What the engine calls it in its plan; the call's id where it is no step of one. */
        String name() {
            return step == null ? call.id() : step.name();
        }

        /** The ids of the calls of its plan that must have succeeded before. */
        List<String> after() {
            return step == null ? List.of() : step.after();
        }

        Entry with(CallStatus changed) {
            CallStatus heard =
                    past.distrusted() && changed instanceof CallStatus.Done done ? done.untrusted() : changed;
            return new Entry(call, heard, step, followUp, edited, past.and(changed));
        }

        /** Whether a person consented to exactly this call. */
        boolean isConsented() {
            return CallRules.digest(call).equals(past.consent());
        }

        /** Whether it may still begin; what is under way has begun. */
        boolean isOpen() {
            return switch (status) {
                case CallStatus.Wanted _, CallStatus.Approved _, CallStatus.ToRetry _, CallStatus.NeedsApproval _ ->
                    true;
                case CallStatus.Blocked _ -> true;
                case CallStatus.Started _, CallStatus.Doubtful _, CallStatus.Delegated _ -> false;
                case CallStatus.Unfolded _, CallStatus.Skipped _, CallStatus.Done _ -> false;
            };
        }

        /** Whether it is among the tool calls of the task once it begins. */
        boolean counts() {
            return followUp == null && !CallPlanner.isOwn(call.tool());
        }

        boolean succeeded() {
            return status instanceof CallStatus.Done done && done.outcome() == ToolCallOutcome.SUCCEEDED;
        }

        /** Its words, once it is done. */
        String told() {
            return status instanceof CallStatus.Done done ? done.text() : "";
        }

        /** Its words as the engine is told them. */
        String reported() {
            if (!edited) {
                return told();
            }
            String shown = Clipped.of(JsonText.write(call.arguments()), MOST_SHOWN);
            return "[A person changed the arguments of this call to " + shown + "]\n" + told();
        }

        /** Whether it succeeded with nothing in its hands. */
        boolean isEmpty() {
            return succeeded() && NOTHING.contains(told().strip());
        }

        /** What the call came to; unknown until it came to something. */
        ToolCallOutcome outcome() {
            return status instanceof CallStatus.Done done ? done.outcome() : ToolCallOutcome.UNKNOWN;
        }

        Duration took() {
            return status instanceof CallStatus.Done done ? done.took() : Duration.ZERO;
        }

        private Message result() {
            if (!(status instanceof CallStatus.Done done)) {
                throw new IllegalStateException("Tool call " + call.id() + " has no outcome yet: " + status);
            }
            return new Message.ToolResult(call.id(), call.tool(), reported(), succeeded(), done.trusted());
        }
    }

    /**
     * What was before in the life of a call.
     *
     * @param attempts how often it was started
     * @param consent digest of the call that a person consented to last; null when nobody did
     * @param mayHaveActed whether a person had it made again without knowing what came of the attempts before
     * @param cleared how many of the attempts, from the first on, a probe has found to have done nothing
     * @param distrusted whether its arguments are of somebody whose words the task may not trust, and so what it tells
     */
    record Past(int attempts, @Nullable String consent, boolean mayHaveActed, int cleared, boolean distrusted) {

        static final Past NONE = new Past(0, null, false, 0, false);

        /** With what a status adds to it. */
        Past and(CallStatus status) {
            return switch (status) {
                case CallStatus.Started started ->
                    new Past(started.attempt(), consent, mayHaveActed, cleared, distrusted);
                case CallStatus.Approved(String digest) ->
                    new Past(attempts, digest, mayHaveActed, cleared, distrusted);
                case CallStatus.ToRetry(String digest) ->
                    digest == null
                            ? new Past(attempts, consent, false, attempts, distrusted)
                            : new Past(attempts, digest, true, cleared, distrusted);
                default -> this;
            };
        }

        /** With what somebody made of the call. */
        Past editedBy(boolean trusted) {
            return new Past(attempts, consent, mayHaveActed, cleared, distrusted || !trusted);
        }
    }

    /**
     * A call's place in a plan.
     *
     * @param plan id of the call that brought the plan
     * @param name what the engine calls it
     * @param after the ids of the calls that must have succeeded before
     */
    record PlanStep(String plan, String name, List<String> after) {
        PlanStep {
            after = List.copyOf(after);
        }
    }

    /** How far a call has come. */
    sealed interface CallStatus {

        /** Asked for, not yet looked at. */
        record Wanted() implements CallStatus {}

        /**
         * Waits for consent.
         *
         * @param digest of the tool and its arguments, to which consent is bound
         */
        record NeedsApproval(String approval, String digest, String reason, Instant expiresAt) implements CallStatus {}

        /** A person consented to exactly the call of this digest. */
        record Approved(String digest) implements CallStatus {}

        /**
         * Its intent is recorded and its outcome is not.
         *
         * @param key idempotency key of a keyed call, else null
         */
        record Started(SideEffect sideEffect, @Nullable String key, int attempt) implements CallStatus {}

        /** A plan whose steps are calls of the batch; it is done when they are. */
        record Unfolded() implements CallStatus {}

        /** A step of a plan that others come before. */
        record Blocked() implements CallStatus {}

        /**
         * A step of a plan that will never begin.
         *
         * @param because the name of a step before it that did not succeed
         */
        record Skipped(String because) implements CallStatus {}

        /**
         * Waits for a sub-task.
         *
         * @param limits what the sub-task may use
         */
        record Delegated(TaskId child, TaskLimits limits) implements CallStatus {}

        /** Nobody knows whether it had its effect. */
        record Doubtful(String reason) implements CallStatus {}

        /**
         * A person, or what a probe found, said to run it again.
         *
         * @param digest of the call that the person said so of; null when it was a probe
         */
        record ToRetry(@Nullable String digest) implements CallStatus {}

        /** It has an outcome. */
        record Done(ToolCallOutcome outcome, String text, boolean trusted, Duration took) implements CallStatus {

            /** What a person said in place of an outcome; their time does not count. */
            static Done byPerson(ToolCallOutcome outcome, String text, boolean trusted) {
                return new Done(outcome, text, trusted, Duration.ZERO);
            }

            /** The same as words from outside. */
            Done untrusted() {
                return new Done(outcome, text, false, took);
            }
        }
    }
}
