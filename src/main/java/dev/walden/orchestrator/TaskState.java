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
    record Reasoning(Progress progress, @Nullable Reply reply) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.REASONING;
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
            Progress progress, ToolBatch calls, @Nullable String givingUp) implements TaskState {
        @Override
        public StateKind kind() {
            return StateKind.REFLECTING;
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
