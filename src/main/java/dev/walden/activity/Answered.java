package dev.walden.activity;

import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model call that gave a task's output, as part of the record of its end.
 *
 * @param engine the one that answered
 * @param cost of the call with its retries
 * @param duration of the call with its retries
 * @param cut as of {@link ReasoningFinished}
 */
public record Answered(
        String engine,
        TokenUsage usage,
        Cost cost,
        Duration duration,
        @Nullable String cut) {

    /** Of the prompt that was recorded when the call began. */
    public Answered(String engine, TokenUsage usage, Cost cost, Duration duration) {
        this(engine, usage, cost, duration, null);
    }

    /** Of engines that cost nothing. */
    public Answered(String engine, TokenUsage usage, Duration duration) {
        this(engine, usage, Cost.NONE, duration);
    }

    /** The same as an event of its own. */
    ReasoningFinished with(TaskId task, String output, List<TaskSource> sources) {
        List<String> ids = sources.stream().map(TaskSource::id).toList();
        return new ReasoningFinished(task, engine, new Reply.Answer(output, ids), usage, cost, duration, null, cut);
    }
}
