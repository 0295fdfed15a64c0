package dev.walden.activity;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task in the middle of a plan, one whose answer has a schema, and one that waited for a sub-task, for the golden folder. */
final class GoldenPlans {

    private static final TaskId PLANNING = new TaskId("tplanningaaaaaaaa");
    private static final TaskId PARENT = new TaskId("tdelegatingaaaaaa");
    private static final TaskId CHILD = TaskId.of(PARENT + ".c1");
    private static final TaskLimits LIMITS = new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1));
    private static final Duration TOOK = Duration.ofMillis(7);

    private GoldenPlans() {}

    /** Commit after commit. */
    static List<List<ActivityEvent>> commits() {
        TaskUse use = new TaskUse(2, 1, new TokenUsage(12, 3), 4_096, new Cost(75), TOOK);
        return List.of(
                begun(PLANNING, LIMITS, "{\"type\":\"object\"}", null),
                List.of(
                        wants(PLANNING, ToolCall.of("c1", "plan", Map.of("steps", steps()))),
                        new PlanMade(
                                PLANNING,
                                "c1",
                                List.of(new PlannedStep("clock", List.of(2)), new PlannedStep("clock", List.of()))),
                        new ToolCallStarted(PLANNING, "c1.2", "clock", Map.of(), SideEffect.NONE, null, 1)),
                List.of(new ToolCallFinished(PLANNING, "c1.2", ToolCallOutcome.SUCCEEDED, "UTC", true, TOOK), second()),
                begun(PARENT, LIMITS, null, null),
                List.of(
                        wants(PARENT, ToolCall.of("c1", "delegate", Map.of("input", "When does the train leave?"))),
                        new TaskDelegated(PARENT, "c1", CHILD, LIMITS)),
                begun(CHILD, LIMITS, null, new Delegation(PARENT, "c1", 1, true)),
                List.of(new DelegationEnded(PARENT, "c1", CHILD, ToolCallOutcome.FAILED, "Cancelled.", true, use)));
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private static ActivityEvent second() {
        Map<String, @Nullable Object> filled = Map.of("zone", "UTC");
        return new ToolCallStarted(PLANNING, "c1.1", "clock", filled, SideEffect.NONE, null, 1);
    }

    private static List<Map<String, Object>> steps() {
        return List.of(
                Map.of("name", "there", "tool", "clock", "arguments", Map.of("zone", "{{steps.where.result}}")),
                Map.of("name", "where", "tool", "clock"));
    }

    private static List<ActivityEvent> begun(
            TaskId id, TaskLimits limits, @Nullable String schema, @Nullable Delegation delegation) {
        String input = "When does the train leave?";
        return List.of(
                new TaskSubmitted(
                        id,
                        Space.DEFAULT,
                        id.value(),
                        input,
                        null,
                        limits,
                        Map.of(),
                        "k1",
                        null,
                        schema,
                        delegation,
                        null),
                new TaskStarted(id),
                new ContextGathered(id, List.of("m1"), List.of()),
                new ReasoningStarted(id, "rules", "agent-1", "0".repeat(32), 4_096));
    }

    private static ActivityEvent wants(TaskId id, ToolCall call) {
        return new ReasoningFinished(id, "rules", new Reply.UseTools("", List.of(call)), new TokenUsage(12, 3), TOOK);
    }
}
