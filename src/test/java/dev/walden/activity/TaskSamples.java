package dev.walden.activity;

import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.CompensationBegun;
import dev.walden.activity.ToolCallEvent.Decision;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.InputGiven;
import dev.walden.activity.ToolCallEvent.InputRequested;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One event of every type and variant in a task's life. */
final class TaskSamples {

    private static final TaskId TASK = Samples.TASK;

    private TaskSamples() {}

    static List<ActivityEvent> all() {
        List<ActivityEvent> all = new ArrayList<>();
        all.addAll(submissions());
        all.add(subTask());
        all.add(taskOfAnAdmin());
        all.addAll(lifeOfATask());
        all.addAll(reasoning());
        all.addAll(toolCalls());
        all.addAll(doubts());
        all.addAll(combined());
        all.addAll(toldOfProcedures());
        all.addAll(people());
        return all;
    }

    private static List<ActivityEvent> submissions() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("ticket", "W-1");
        metadata.put("author", "Ada");
        return List.of(
                Samples.submitted("What is 17 * 23?"),
                Samples.submitted("run greeting", "greeting"),
                Samples.submitted("run home", ""),
                new TaskEvent.TaskSubmitted(
                        TASK,
                        new Space("team.a"),
                        "s2",
                        "",
                        "scripted",
                        new TaskLimits(1, 0, 1, new Cost(1_250_000), Duration.ofMillis(1_500)),
                        metadata,
                        "k2",
                        null,
                        null,
                        null,
                        null),
                new TaskEvent.TaskSubmitted(
                        TASK,
                        Space.DEFAULT,
                        "s3",
                        "How many?",
                        null,
                        new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1)),
                        Map.of(),
                        "k1",
                        null,
                        "{\"type\":\"object\",\"required\":[\"n\"]}",
                        null,
                        null));
    }

    private static ActivityEvent subTask() {
        return new TaskEvent.TaskSubmitted(
                TaskId.of("child"),
                Space.DEFAULT,
                "s3",
                "What is 17 * 23?",
                null,
                new TaskLimits(12, 50, 250_000, Duration.ofMinutes(15)),
                Map.of(),
                "k1",
                null,
                null,
                new Delegation(TASK, "c3", 1, true),
                null);
    }

    private static ActivityEvent taskOfAnAdmin() {
        return new TaskEvent.TaskSubmitted(
                TASK,
                Space.DEFAULT,
                "s3",
                "Stop it.",
                null,
                new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1)),
                Map.of(),
                "k3",
                null,
                null,
                null,
                "admin");
    }

    private static List<ActivityEvent> lifeOfATask() {
        return List.of(
                new TaskEvent.TaskStarted(TASK),
                new TaskEvent.ContextGathered(TASK, List.of(), List.of()),
                new TaskEvent.ContextGathered(TASK, List.of("m1", "m2"), List.of(3L, 5_000_000_000L)),
                new TaskEvent.Reflected(TASK, TaskEvent.Verdict.ACCEPT, null),
                new TaskEvent.Reflected(TASK, TaskEvent.Verdict.RETRY, "The output is empty."),
                new TaskEvent.Reflected(TASK, TaskEvent.Verdict.REPLAN, "Two of three failed."),
                new TaskEvent.Reflected(TASK, TaskEvent.Verdict.GIVE_UP, "The same call three times."),
                new TaskEvent.Reflected(TASK, TaskEvent.Verdict.RETRY, "The unit is missing.", "gpt"),
                new TaskEvent.TaskPaused(TASK, "k1"),
                new TaskEvent.TaskResumed(TASK, "k1"),
                new TaskEvent.TaskCancelled(TASK, "k1"),
                new TaskEvent.TaskCompleted(TASK, "391", List.of(new TaskSource("m1", "fact", 4))),
                new TaskEvent.TaskFailed(TASK, "max_steps", "The task used its 50 steps.", null),
                new TaskEvent.TaskFailed(TASK, "reasoning_unavailable", "No engine answered.", "Please try again."));
    }

    private static List<ActivityEvent> reasoning() {
        List<ToolCall> calls = List.of(
                ToolCall.of("c1", "calculator", Map.of("expression", "17 * 23")),
                new ToolCall("c2", "clock", Map.of(), "{\"zone\":"));
        return List.of(
                new TaskEvent.ReasoningStarted(TASK, "rules", "1", Samples.HEX.substring(0, 32), 4_096),
                new TaskEvent.ReasoningStarted(TASK, "gpt", "1", Samples.HEX.substring(0, 32), 4_096, new Cost(61_440)),
                new TaskEvent.ReasoningStarted(
                        TASK, "gpt", "1", Samples.HEX.substring(0, 32), 4_096, Cost.NONE, "i3,r8000"),
                new TaskEvent.ReasoningStarted(
                        TASK, "gpt", "1", Samples.HEX.substring(0, 32), 4_096, Cost.NONE, null, true),
                finished(new Reply.Answer("391", List.of())),
                finished(new Reply.Answer("391", List.of("m1", "m2"))),
                finished(new Reply.UseTools("Let me see.", calls)),
                finished(new Reply.Refusal("I would rather not.")),
                finished(new Reply.Unavailable("timeout", "No answer within 30 s.")),
                new TaskEvent.ReasoningFinished(
                        TASK, "rules", new Reply.Answer("391", List.of()), TokenUsage.ZERO, Duration.ZERO),
                new TaskEvent.ReasoningFinished(
                        TASK,
                        "gpt",
                        new Reply.Answer("391", List.of()),
                        new TokenUsage(12, 3),
                        new Cost(75),
                        Duration.ofMillis(2),
                        null,
                        ""));
    }

    private static TaskEvent.ReasoningFinished finished(Reply reply) {
        return new TaskEvent.ReasoningFinished(
                TASK, "rules", reply, new TokenUsage(12, 3), Duration.ofNanos(1_234_567));
    }

    private static List<ActivityEvent> toolCalls() {
        List<ActivityEvent> calls = new ArrayList<>();
        for (SideEffect sideEffect : SideEffect.values()) {
            calls.add(new ToolCallStarted(TASK, "c1", "clock", Map.of(), sideEffect, null, 2));
        }
        calls.add(Samples.started(Samples.everyValue()));
        for (ToolCallOutcome outcome : ToolCallOutcome.values()) {
            calls.add(new ToolCallFinished(TASK, "c1", outcome, "391", true, Duration.ofMillis(2)));
        }
        calls.add(new ToolCallFinished(TASK, "c1", ToolCallOutcome.SUCCEEDED, "391", false, Duration.ZERO));
        calls.add(new PlanMade(
                TASK,
                "c2",
                List.of(new PlannedStep("clock", List.of()), new PlannedStep("calculator", List.of(1, 3)))));
        calls.add(new TaskDelegated(
                TASK,
                "c3",
                TaskId.of("child"),
                new TaskLimits(12, 0, 250_000, new Cost(1_250_000), Duration.ofMinutes(15))));
        calls.add(new DelegationEnded(
                TASK, "c3", TaskId.of("child"), ToolCallOutcome.SUCCEEDED, "391", true, TaskUse.NOTHING));
        calls.add(new DelegationEnded(
                TASK,
                "c3",
                TaskId.of("child"),
                ToolCallOutcome.FAILED,
                "It failed.",
                false,
                new TaskUse(2, 3, new TokenUsage(12, 3), 4_096, new Cost(75), Duration.ofMillis(2))));
        return calls;
    }

    private static List<ActivityEvent> doubts() {
        List<ActivityEvent> calls = new ArrayList<>();
        calls.add(new ToolCallInDoubt(TASK, "c1", "The service stopped during the call."));
        for (Resolution resolution : Resolution.values()) {
            calls.add(new ToolCallSettled(TASK, "c1", resolution, null, null, "k1"));
        }
        calls.add(new ToolCallSettled(TASK, "c1", Resolution.SUCCEEDED, "Sent.", "Seen in the ledger.", "k1"));
        calls.add(new ToolCallSettled(TASK, "c1", Resolution.FAILED, "Not sent.", null, "k2", true));
        calls.add(new ToolCallSettled(TASK, "c1", Resolution.RETRY, null, null, ToolCallSettled.BY_PROBE));
        calls.add(new ProbeBegun(
                TASK,
                "c1",
                "c1.probe1",
                "http_request",
                Map.of("url", "https://example.org/1"),
                "paid",
                "HTTP status 404",
                true,
                Samples.AT,
                null));
        calls.add(new ProbeBegun(TASK, "c1", "c1.probe2", "clock", Map.of(), null, "no", false, Samples.AT, "k1"));
        calls.add(new CompensationBegun(
                TASK, "c1", "c1.undo1", "http_request", Map.of("method", "DELETE"), "Not wanted.", "k1"));
        calls.add(new CompensationBegun(TASK, "c1", "c1.undo2", "clock", Map.of(), null, "k1"));
        return calls;
    }

    /** Records that stand for several events. */
    static List<TaskEvent> combined() {
        Asked asked = new Asked("rules", "agent-1", Samples.HEX.substring(0, 32), 4_096);
        Asked costing = new Asked("gpt", "agent-1", Samples.HEX.substring(0, 32), 4_096, new Cost(61_440));
        Asked cut = new Asked("gpt", "agent-1", Samples.HEX.substring(0, 32), 4_096, Cost.NONE, "r8000");
        Asked cutAndCosting =
                new Asked("gpt", "agent-1", Samples.HEX.substring(0, 32), 4_096, new Cost(61_440), "i3,r8000");
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 1; i <= SideEffect.values().length + 1; i++) {
            calls.add(ToolCall.of("c" + i, "clock", Map.of("zone", "UTC")));
        }
        return List.of(
                new TaskEvent.ContextGathered(TASK, List.of("m1"), List.of(3L), "used", asked),
                new TaskEvent.ContextGathered(TASK, List.of(), List.of(9L), null, "2 3:0-12 5:14-40", null),
                new TaskEvent.ReasoningFinished(
                        TASK,
                        "rules",
                        new Reply.UseTools("Let me see.", calls),
                        new TokenUsage(12, 3),
                        Duration.ofNanos(1_234_567),
                        List.of(SideEffect.values())),
                finished(Duration.ofMillis(2)).with(asked),
                new TaskEvent.TaskCompleted(
                        TASK,
                        "391",
                        List.of(new TaskSource("m1", "fact", 4)),
                        new Answered("rules", new TokenUsage(12, 3), Duration.ofMillis(2))),
                finished(Duration.ZERO).with(costing),
                finished(Duration.ZERO).with(cut),
                new TaskEvent.ContextGathered(TASK, List.of("m1"), List.of(), null, cutAndCosting),
                new TaskEvent.ContextGathered(TASK, List.of("m1"), List.of(), null, null, asked, 5_000_000_001L, null),
                new TaskEvent.ContextGathered(TASK, List.of(), List.of(), null, null, null, 2L, null),
                new TaskEvent.TaskCompleted(
                        TASK,
                        "391",
                        List.of(),
                        new Answered("gpt", new TokenUsage(12, 3), Cost.NONE, Duration.ZERO, "s2,r8000")),
                new TaskEvent.TaskCompleted(
                        TASK,
                        "391",
                        List.of(),
                        new Answered("gpt", new TokenUsage(12, 3), new Cost(75), Duration.ZERO)),
                giving().with(cut));
    }

    private static List<ActivityEvent> toldOfProcedures() {
        Asked asked = new Asked("rules", "agent-1", Samples.HEX.substring(0, 32), 4_096);
        return List.of(
                new TaskEvent.ContextGathered(TASK, List.of(), List.of(), null, null, null, null, "17 4 5000000001"),
                new TaskEvent.ContextGathered(TASK, List.of(), List.of(9L), null, null, asked, null, "- 4"),
                new TaskEvent.ContextGathered(
                        TASK, List.of(), List.of(), null, null, null, null, TaskEvent.ContextGathered.NOT_RECORDED));
    }

    private static ToolCallFinished giving() {
        return finished(Duration.ZERO)
                .giving(List.of(
                        new Attached.Kept("image/png", new KeptBytes(Samples.HEX, null, 68)),
                        new Attached.Kept("audio/ogg", new KeptBytes(Samples.HEX, "k7", 0))));
    }

    private static ToolCallFinished finished(Duration took) {
        return new ToolCallFinished(TASK, "c1", ToolCallOutcome.SUCCEEDED, "12:00", false, took);
    }

    private static List<ActivityEvent> people() {
        return List.of(
                new ApprovalRequested(TASK, "a1", "c1", Samples.HEX, "It changes the world.", Samples.AT),
                new ApprovalDecided(TASK, "a1", Decision.APPROVED, "Go on.", "k1"),
                new ApprovalDecided(TASK, "a1", Decision.APPROVED, null, "k1", Map.of("path", "b.txt")),
                new ApprovalDecided(TASK, "a1", Decision.APPROVED, null, "k1", Map.of()),
                new ApprovalDecided(TASK, "a1", Decision.REJECTED, null, "k1"),
                new ApprovalDecided(TASK, "a1", Decision.REJECTED, "Call me.", "k2", null, true),
                new ApprovalDecided(TASK, "a1", Decision.EXPIRED, null, null),
                new InputRequested(TASK, "c1", "Which one?"),
                new InputGiven(TASK, "The second.", "k1"),
                new InputGiven(TASK, "The third.", "k2", true));
    }
}
