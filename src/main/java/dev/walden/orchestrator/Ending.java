package dev.walden.orchestrator;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskSource;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.RecalledLines;
import dev.walden.conversation.Reply;
import dev.walden.memory.TaskMemory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drafts the last records of a task: its end, and the episode that it leaves, in one commit. Pure. Thread-safe. */
final class Ending {

    private final @Nullable String defaultAnswer;

    /** @param defaultAnswer given out when no engine answers; null for none */
    Ending(@Nullable String defaultAnswer) {
        this.defaultAnswer = defaultAnswer;
    }

    /** Ends the task with an engine's final word. */
    void finish(Draft draft, Reply reply, TaskMemory.Context context) {
        switch (reply) {
            case Reply.Answer(String text, List<String> sources) -> {
                draft.add(new TaskCompleted(draft.task(), text, known(sources, context, draft)));
                leaveEpisode(draft);
            }
            case Reply.Refusal(String text) -> fail(draft, "refused", text, null);
            case Reply.Unavailable(String code, String message) ->
                fail(draft, "reasoning_unavailable", "No engine answered (" + code + "): " + message, defaultAnswer);
            case Reply.UseTools _ -> throw new IllegalStateException("A reply that uses tools does not end a task.");
        }
    }

    /** Ends the task without an answer. */
    void fail(Draft draft, String code, String message, @Nullable String output) {
        draft.add(new TaskFailed(draft.task(), code, message, output));
        leaveEpisode(draft);
    }

    /** Ends the task because a person said so. */
    void cancel(Draft draft, String by) {
        draft.add(new TaskCancelled(draft.task(), by));
        leaveEpisode(draft);
    }

    private static void leaveEpisode(Draft draft) {
        draft.addBeside(episode(draft.state()));
    }

    /** What a task leaves that has ended so. */
    static EpisodeRecorded episode(TaskState ended) {
        Progress progress = ended.progress();
        TaskSubmitted submission = progress.submission();
        return new EpisodeRecorded(
                submission.task(),
                submission.space(),
                submission.session(),
                ended.kind().code(),
                progress.habits().succeeded(),
                ended instanceof TaskState.Failed failed ? failed.code() + ": " + failed.message() : null,
                progress.usage().worked(),
                GotProcedures.of(progress.messages().toList()),
                progress.habits().allSucceeded() ? List.of() : progress.habits().actions(),
                progress.usage().tokens(),
                progress.usage().money().counted());
    }

    /** An engine may only name what it was given, at the start or by a tool. */
    private static List<TaskSource> known(List<String> sources, TaskMemory.Context context, Draft draft) {
        Map<String, RecalledItem> given = context.items().stream()
                .collect(Collectors.toMap(RecalledItem::id, Function.identity(), (first, _) -> first));
        if (!given.keySet().containsAll(sources)) {
            RecalledLines.in(draft.state().progress().messages().toList())
                    .forEach(item -> given.putIfAbsent(item.id(), item));
        }
        return sources.stream()
                .distinct()
                .filter(given::containsKey)
                .map(given::get)
                .map(item -> new TaskSource(item.id(), item.kind(), item.seq()))
                .toList();
    }
}
