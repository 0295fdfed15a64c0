package dev.walden.orchestrator;

import dev.walden.activity.TaskSource;
import dev.walden.conversation.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a task stands: a pure fold of its recorded events, see {@link Fold}. What comes next is {@link Decide}'s. Immutable.
 */
sealed interface TaskState {

    /** What the task has behind it. */
    Progress progress();

    /** This state's name. */
    StateKind kind();

    /** The tool calls under way, where there are any. */
    default Optional<ToolBatch> batch() {
        return Optional.empty();
    }

    /** Where the task stands when its pause is over; this state when it is not paused. */
    default TaskState unpaused() {
        return this;
    }

    /** What there may be to judge, whether a model was asked about it or not. */
    default Optional<Judged> toJudge() {
        return Optional.empty();
    }

    /** Accepted; waits for its turn. */
    record Queued(Progress progress) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.QUEUED;
        }
    }

    /** Memory is asked what may matter. */
    record Perceiving(Progress progress) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.PERCEIVING;
        }
    }

    /**
     * An engine is asked for the next step.
     *
     * @param reply its final word, when it came: the task is about to end; else null
     */
    record Reasoning(Progress progress, @Nullable Reply reply) implements Judged {
        @Override
        public StateKind kind() {
            return StateKind.REASONING;
        }

        @Override
        public Reasoning with(Progress later) {
            return new Reasoning(later, reply);
        }

        Optional<Reply> finalReply() {
            return Optional.ofNullable(reply);
        }
    }

    /** Tools are called. */
    record CallingTools(Progress progress, ToolBatch calls) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.CALLING_TOOLS;
        }

        @Override
        public Optional<ToolBatch> batch() {
            return Optional.of(calls);
        }
    }

    /**
     * Results are judged.
     *
     * @param givingUp why the task is about to fail, when the verdict said so; else null
     */
    record Reflecting(
            Progress progress, ToolBatch calls, @Nullable String givingUp) implements Judged {
        @Override
        public StateKind kind() {
            return StateKind.REFLECTING;
        }

        @Override
        public Reflecting with(Progress later) {
            return new Reflecting(later, calls, givingUp);
        }
    }

    /** Where there may be something to judge: results, or an answer. */
    sealed interface Judged extends TaskState permits Reasoning, Reflecting {

        /** The same, later. */
        Judged with(Progress later);

        @Override
        default Optional<Judged> toJudge() {
            return Optional.of(this);
        }
    }

    /**
     * A model was asked to judge. By name the task is where it was before.
     *
     * @param judged what it was asked about
     * @param opinion what it said; null before it did
     */
    record Criticizing(Judged judged, @Nullable Opinion opinion) implements TaskState {
        @Override
        public Progress progress() {
            return judged.progress();
        }

        @Override
        public StateKind kind() {
            return judged.kind();
        }

        @Override
        public Optional<Judged> toJudge() {
            return Optional.of(judged);
        }
    }

    /** A person must consent to a call. */
    record AwaitingApproval(Progress progress, ToolBatch calls) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.AWAITING_APPROVAL;
        }

        @Override
        public Optional<ToolBatch> batch() {
            return Optional.of(calls);
        }
    }

    /**
     * A person is asked for words.
     *
     * @param call the tool call that asks
     */
    record AwaitingInput(Progress progress, ToolBatch calls, String call, String question) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.AWAITING_INPUT;
        }

        @Override
        public Optional<ToolBatch> batch() {
            return Optional.of(calls);
        }
    }

    /** A person must say what became of a call. */
    record InDoubt(Progress progress, ToolBatch calls) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.IN_DOUBT;
        }

        @Override
        public Optional<ToolBatch> batch() {
            return Optional.of(calls);
        }
    }

    /**
     * A person stopped it for now.
     *
     * @param inner where it goes on; outcomes of steps under way still reach it
     */
    record Paused(TaskState inner) implements TaskState {
        @Override
        public Progress progress() {
            return inner.progress();
        }

        @Override
        public StateKind kind() {
            return StateKind.PAUSED;
        }

        @Override
        public TaskState unpaused() {
            return inner;
        }

        @Override
        public Optional<ToolBatch> batch() {
            return inner.batch();
        }
    }

    /** Done. */
    record Completed(Progress progress, String output, List<TaskSource> sources) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.COMPLETED;
        }
    }

    /** Ended without an answer. */
    record Failed(
            Progress progress,
            String code,
            String message,
            @Nullable String output) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.FAILED;
        }
    }

    /**
     * A person ended it.
     *
     * @param inner where it stood; outcomes of steps that were under way still reach it
     */
    record Cancelled(TaskState inner) implements TaskState {
        @Override
        public Progress progress() {
            return inner.progress();
        }

        @Override
        public StateKind kind() {
            return StateKind.CANCELLED;
        }

        @Override
        public Optional<ToolBatch> batch() {
            return inner.batch();
        }
    }
}
