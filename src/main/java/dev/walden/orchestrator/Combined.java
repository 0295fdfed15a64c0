package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.Answered;
import dev.walden.activity.Asked;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Reply;
import dev.walden.plugin.SideEffect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts what goes together within one commit into one record: an outcome and the intent that follows from it. Half of a task's records
 * say nothing else. What cannot be told from the record alone, such as a call with other arguments than were asked for, keeps its own;
 * {@link TaskEvent#parts} gives back exactly what was put in. Pure.
 */
final class Combined {

    private Combined() {}

    /** The records of a commit. */
    static List<ActivityEvent> of(List<ActivityEvent> commit) {
        List<ActivityEvent> records = new ArrayList<>();
        for (int i = 0; i < commit.size(); ) {
            int taken = 1;
            ActivityEvent record = commit.get(i);
            for (int end = Math.min(commit.size(), i + 1 + Decide.CALLS_AT_ONCE); end > i + 1; end--) {
                TaskEvent one = one(commit.subList(i, end));
                if (one != null) {
                    record = one;
                    taken = end - i;
                    break;
                }
            }
            records.add(record);
            i += taken;
        }
        return records;
    }

    /** One record for all of these, or null. */
    private static @Nullable TaskEvent one(List<ActivityEvent> events) {
        TaskEvent one = guess(events);
        return one != null && one.parts().equals(events) ? one : null;
    }

    /** Right only when its parts are these. */
    private static @Nullable TaskEvent guess(List<ActivityEvent> events) {
        ActivityEvent last = events.getLast();
        return switch (events.getFirst()) {
            case TaskStarted _
            when events.get(1) instanceof ContextGathered gathered && last instanceof ReasoningStarted asked ->
                gathered.with(Asked.of(asked));
            case ToolCallFinished finished
            when last instanceof ReasoningStarted asked -> finished.with(Asked.of(asked));
            case ReasoningFinished(
                    var task,
                    var engine,
                    Reply.UseTools reply,
                    var usage,
                    var cost,
                    var took,
                    var _,
                    var cut)
            when last instanceof ToolCallStarted
                    && events.size() <= reply.calls().size() + 1 ->
                new ReasoningFinished(task, engine, reply, usage, cost, took, sideEffects(events), cut);
            case ReasoningFinished(var _, var engine, var _, var usage, var cost, var took, var _, var cut)
            when last instanceof TaskCompleted(var task, var output, var sources, var _) ->
                new TaskCompleted(task, output, sources, new Answered(engine, usage, cost, took, cut));
            default -> null;
        };
    }

    private static List<SideEffect> sideEffects(List<ActivityEvent> events) {
        return events.stream()
                .filter(ToolCallStarted.class::isInstance)
                .map(event -> ((ToolCallStarted) event).sideEffect())
                .toList();
    }
}
