package dev.walden.activity;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a golden data folder tells: every type of event, a task in every state, items of memory and an erased one. */
final class GoldenEvents {

    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final Instant EXPIRY = Instant.parse("2026-11-22T02:11:13Z");
    private static final Duration TOOK = Duration.ofMillis(7);
    /** With a few of these a segment of 64 KiB is full, and each stays in its record. */
    private static final int LONG_TEXT = 14_000;
    /** Too long for a record. */
    private static final int BLOB_TEXT = 20_000;

    private GoldenEvents() {}

    /** Commit after commit. */
    static List<List<ActivityEvent>> commits() {
        List<List<ActivityEvent>> commits = new ArrayList<>();
        commits.add(List.of(
                new ServiceEvent.ServiceStarted("0.3.0", 0, 0, null),
                new ServiceEvent.KeyCreated("k1", "first admin key", "admin", null, DIGEST)));
        commits.add(
                List.of(new ServiceEvent.KeyCreated("k2", "of team a", "user", "team.a", DIGEST.replace('0', 'f'))));
        commits.addAll(memory());
        commits.addAll(waitingTasks());
        commits.addAll(endedTasks());
        commits.addAll(followedDoubt());
        commits.addAll(GoldenPlans.commits());
        commits.add(List.of(new MemoryEvent.SessionSummarized(
                "m20",
                Space.DEFAULT,
                null,
                List.of(new OneTask("combined").id, new OneTask("done").id),
                "2 tasks: 2 completed.\nWhen does the train leave?",
                EXPIRY,
                true)));
        commits.add(List.of(
                new ServiceEvent.KeyRevoked("k2", "k1"),
                new ServiceEvent.AdminActed("shutdown", "k1"),
                ServiceEvent.ToolsOffered.of(List.of(new ServiceEvent.OfferedTool("clock", "Tells the time.", "{}"))),
                new ServiceEvent.SpaceRulesSet(new Space("team.a"), "Answer in German.", "k1"),
                new ServiceEvent.ProceduresOffered("greeting run Writes a greeting.\nhouse-style read How we write."),
                new ServiceEvent.UpkeepCallStarted(
                        "m21", Space.DEFAULT, "gpt", "summary-1", DIGEST, 900, new Cost(6_150)),
                new ServiceEvent.UpkeepCallFinished(
                        "m21", new TokenUsage(100, 20), new Cost(600), Duration.ofMillis(30)),
                new ServiceEvent.WordsErased(1, 0),
                new ServiceEvent.TasksExpired(1, 1)));
        commits.add(Samples.procedures());
        commits.add(List.of(new ServiceEvent.ServiceStopped("shutdown")));
        return commits;
    }

    private static List<List<ActivityEvent>> memory() {
        List<List<ActivityEvent>> commits = new ArrayList<>();
        commits.add(List.of(new FactStored(item("m1", "Ada's train leaves at 9:40."))));
        commits.add(List.of(new MessageStored(item("m2", "Grüße, 世界 😀 \"quoted\" \u2028"))));
        commits.add(List.of(
                new FactStored(item("m3", "My number is 391.")),
                new ServiceEvent.IdempotencyKeyUsed("k1", "order-1", DIGEST, "m3")));
        commits.add(List.of(new ContentErased(Space.DEFAULT, List.of("m3"), "Asked to forget.", "key:k1")));
        commits.addAll(facts());
        commits.add(List.of(new MessageStored(item("m4", "blob ".repeat(BLOB_TEXT / 5)))));
        commits.addAll(documents());
        for (int i = 5; i < 10; i++) {
            commits.add(List.of(new FactStored(item("m" + i, ("filler " + i + " ").repeat(LONG_TEXT / 9)))));
        }
        return commits;
    }

    /** One that is read, in two versions, one that is refused, and one that is taken away; their originals are gone. */
    private static List<List<ActivityEvent>> documents() {
        return List.of(
                List.of(received("d1", "guide.md")),
                List.of(ingested("d1", "Guide\n\nTurn it on.", "c1 0 5 0\nc2 7 18 0\n")),
                List.of(received("d2", "broken.pdf"), received("d3", "old.txt")),
                List.of(new MemoryEvent.DocumentRefused("d2", Space.DEFAULT, 12, "broken", "It is damaged.")),
                List.of(ingested("d1", "Guide\n\nTurn it off.", "c1 0 5 0\nc3 7 19 0\n")),
                List.of(new MemoryEvent.DocumentRemoved("d3", Space.DEFAULT, "The file is gone.")));
    }

    private static ActivityEvent received(String id, String name) {
        return new MemoryEvent.DocumentReceived(
                id, Space.DEFAULT, "operations", name, null, DIGEST, null, "key:k1", List.of());
    }

    private static ActivityEvent ingested(String id, String text, String chunks) {
        return new MemoryEvent.DocumentIngested(
                id, Space.DEFAULT, 10, "guide.md", "Guide", text, chunks, "\nGuide\n", 1);
    }

    private static List<List<ActivityEvent>> waitingTasks() {
        OneTask approving = new OneTask("approving");
        OneTask asking = new OneTask("asking");
        OneTask doubting = new OneTask("doubting");
        OneTask paused = new OneTask("paused");
        OneTask calling = new OneTask("calling");
        OneTask reflecting = new OneTask("reflecting");
        return List.of(
                List.of(new OneTask("queued").submitted()),
                List.of(new OneTask("running").submitted("run greeting", "greeting")),
                List.of(new OneTask("perceiving").submitted(), new OneTask("perceiving").started()),
                new OneTask("reasoning").untilAsked(),
                calling.untilCalling(SideEffect.KEYED),
                reflecting.untilCalling(SideEffect.NONE),
                List.of(reflecting.finished(ToolCallOutcome.FAILED)),
                approving.untilWanted(),
                List.of(approving.approvalRequested()),
                asking.untilWanted(),
                List.of(new ToolCallEvent.InputRequested(asking.id, "c1", "Which one?")),
                doubting.untilCalling(SideEffect.UNSAFE),
                List.of(new ToolCallEvent.ToolCallInDoubt(doubting.id, "c1", "The connection broke.")),
                paused.untilAsked(),
                List.of(new TaskEvent.TaskPaused(paused.id, "k1")));
    }

    private static List<List<ActivityEvent>> endedTasks() {
        OneTask done = new OneTask("done");
        OneTask failed = new OneTask("failed");
        OneTask cancelled = new OneTask("cancelled");
        OneTask combined = new OneTask("combined");
        return List.of(
                List.of(combined.submitted()),
                List.of(new TaskEvent.ContextGathered(
                        combined.id, List.of("m1"), List.of(), "late", combined.askedAgain())),
                List.of(combined.replyThatStarts(SideEffect.KEYED)),
                List.of(combined.finishedAndAsked()),
                List.of(
                        new TaskEvent.TaskCompleted(
                                combined.id,
                                "391",
                                List.of(new TaskSource("m1", "fact", 4)),
                                new Answered("rules", new TokenUsage(12, 3), new Cost(75), TOOK)),
                        combined.episode("completed", null)),
                done.untilWanted(),
                List.of(done.approvalRequested()),
                List.of(new ToolCallEvent.ApprovalDecided(
                        done.id, done.id + ".c1", ToolCallEvent.Decision.APPROVED, "Go.", "k1")),
                List.of(done.called(SideEffect.UNSAFE)),
                List.of(new ToolCallEvent.ToolCallInDoubt(done.id, "c1", "No answer.")),
                List.of(new TaskEvent.TaskPaused(done.id, "k1"), new TaskEvent.TaskResumed(done.id, "k1")),
                List.of(new ToolCallEvent.ToolCallSettled(
                        done.id, "c1", ToolCallEvent.Resolution.SUCCEEDED, "Sent.", "Seen.", "k1")),
                List.of(new TaskEvent.Reflected(done.id, TaskEvent.Verdict.ACCEPT, null), done.asked()),
                List.of(
                        done.reply(new Reply.Answer("391", List.of("m1"))),
                        new TaskEvent.TaskCompleted(done.id, "391", List.of(new TaskSource("m1", "fact", 4))),
                        done.episode("completed", null)),
                failed.untilWanted(),
                List.of(new ToolCallEvent.InputRequested(failed.id, "c1", "Which one?")),
                List.of(new ToolCallEvent.InputGiven(failed.id, "The second.", "k1")),
                List.of(
                        new TaskEvent.Reflected(failed.id, TaskEvent.Verdict.GIVE_UP, "Going in circles."),
                        new TaskEvent.TaskFailed(failed.id, "stuck", "Going in circles.", null),
                        failed.episode("failed", "stuck: Going in circles.")),
                cancelled.untilCalling(SideEffect.NONE),
                List.of(new TaskEvent.TaskCancelled(cancelled.id, "k1"), cancelled.episode("cancelled", null)));
    }

    /** A probe that is not clear, and a compensation that fails. */
    private static List<List<ActivityEvent>> followedDoubt() {
        OneTask followed = new OneTask("followed");
        return List.of(
                followed.untilCalling(SideEffect.UNSAFE),
                List.of(new ToolCallEvent.ToolCallInDoubt(followed.id, "c1", "No answer.")),
                List.of(new ToolCallEvent.ProbeBegun(
                        followed.id, "c1", "c1.probe1", "clock", Map.of(), "paid", null, false, EXPIRY, "k1")),
                List.of(followed.toldTheTime("c1.probe1")),
                List.of(followed.ended("c1.probe1", ToolCallOutcome.SUCCEEDED)),
                List.of(new ToolCallEvent.CompensationBegun(
                        followed.id, "c1", "c1.undo1", "clock", Map.of(), "Not wanted.", "k1")),
                List.of(followed.toldTheTime("c1.undo1")),
                List.of(followed.ended("c1.undo1", ToolCallOutcome.FAILED)));
    }

    /** A fact said again, one that ends it, one that disputes that, and the source of the last one undone. */
    private static List<List<ActivityEvent>> facts() {
        Instant may = Instant.parse("2024-05-01T00:00:00Z");
        Claim rome = new Claim("ada", "home", may, null, List.of());
        Claim oslo = new Claim("ada", "home", may.plusSeconds(60), null, List.of());
        Claim bari = new Claim("ada", "home", may.plusSeconds(90), null, List.of("document:d1"));
        Claim here = new Claim(null, null, may, may.plusSeconds(5), List.of());
        return List.of(
                List.of(new FactStored(item("f1", "Ada lives in Rome."), rome)),
                List.of(new FactConfirmed(Space.DEFAULT, "f1", "key:k2", List.of(), true, may.minusSeconds(5), "f9")),
                List.of(
                        new FactStored(item("f2", "Ada lives in Oslo."), oslo),
                        new FactSuperseded(Space.DEFAULT, List.of("f1"), "f2", oslo.validFrom(), "same-attribute")),
                List.of(
                        new FactStored(untrusted(item("f3", "Ada lives in Bari.")), bari),
                        new FactDisputed(Space.DEFAULT, "f3", List.of("f2"), "same-attribute")),
                List.of(
                        new FactStored(untrusted(item("f4", "Ada is here.")), here),
                        new FactConfirmed(Space.DEFAULT, "f2", "key:k1", List.of("document:d1"), false, null)),
                List.of(new SourceUndone(
                        Space.DEFAULT, "document:d1", List.of("f3"), List.of("f2"), "Poisoned.", "key:k1")),
                List.of(
                        new FactStored(item("f5", "ada lives in oslo"), oslo),
                        new MemoryEvent.FactsMerged(Space.DEFAULT, "f2", List.of("f5")),
                        new MemoryEvent.FactsWeighed(Space.DEFAULT, List.of("f4"), 50)));
    }

    private static StoredItem untrusted(StoredItem item) {
        return new StoredItem(
                item.id(),
                item.space(),
                item.text(),
                item.session(),
                item.speaker(),
                item.domain(),
                item.tags(),
                item.observedAt(),
                item.metadata(),
                false,
                item.source());
    }

    private static StoredItem item(String id, String text) {
        return new StoredItem(
                id,
                Space.DEFAULT,
                text,
                "s1",
                "Ada",
                "personal",
                List.of("a", "b"),
                null,
                Map.of("page", "7"),
                true,
                "key:k1");
    }

    /** The records of one task; its name is its id. */
    private static final class OneTask {
        private final TaskId id;
        private final ToolCall call;

        OneTask(String name) {
            id = new TaskId("t" + (name + "a".repeat(16)).substring(0, 16));
            call = ToolCall.of("c1", "http_request", Map.of("url", "https://example.org/" + name));
        }

        ActivityEvent submitted() {
            return submitted("When does the train leave?", null);
        }

        ActivityEvent submitted(String input, @Nullable String run) {
            return new TaskEvent.TaskSubmitted(
                    id,
                    Space.DEFAULT,
                    id.value(),
                    input,
                    null,
                    new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1)),
                    Map.of("ticket", "W-1"),
                    "k1",
                    run,
                    null,
                    null,
                    null);
        }

        ActivityEvent started() {
            return new TaskEvent.TaskStarted(id);
        }

        ActivityEvent asked() {
            return new TaskEvent.ReasoningStarted(
                    id, "rules", "agent-1", DIGEST.substring(32), 4_096, new Cost(61_440));
        }

        List<ActivityEvent> untilAsked() {
            return List.of(
                    submitted(), started(), new TaskEvent.ContextGathered(id, List.of("m1"), List.of()), asked());
        }

        List<ActivityEvent> untilWanted() {
            List<ActivityEvent> events = new ArrayList<>(untilAsked());
            events.add(reply(new Reply.UseTools("Let me see.", List.of(call))));
            return events;
        }

        ActivityEvent toldTheTime(String call) {
            return new ToolCallEvent.ToolCallStarted(id, call, "clock", Map.of(), SideEffect.NONE, null, 1);
        }

        ActivityEvent ended(String call, ToolCallOutcome outcome) {
            return new ToolCallEvent.ToolCallFinished(id, call, outcome, "It is Monday.", true, TOOK);
        }

        List<ActivityEvent> untilCalling(SideEffect sideEffect) {
            List<ActivityEvent> events = new ArrayList<>(untilWanted());
            events.add(called(sideEffect));
            return events;
        }

        ActivityEvent reply(Reply reply) {
            return new TaskEvent.ReasoningFinished(id, "rules", reply, new TokenUsage(12, 3), new Cost(81), TOOK, null);
        }

        @SuppressWarnings(
                "NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
        ActivityEvent called(SideEffect sideEffect) {
            return new ToolCallEvent.ToolCallStarted(
                    id,
                    "c1",
                    call.tool(),
                    call.arguments(),
                    sideEffect,
                    sideEffect == SideEffect.KEYED ? id + ".c1" : null,
                    1);
        }

        ActivityEvent finished(ToolCallOutcome outcome) {
            return new ToolCallEvent.ToolCallFinished(id, "c1", outcome, "not found", false, TOOK);
        }

        Asked askedAgain() {
            return new Asked("rules", "agent-1", DIGEST.substring(32), 4_096, new Cost(61_440));
        }

        ActivityEvent replyThatStarts(SideEffect sideEffect) {
            return new TaskEvent.ReasoningFinished(
                    id,
                    "rules",
                    new Reply.UseTools("Let me see.", List.of(call)),
                    new TokenUsage(12, 3),
                    TOOK,
                    List.of(sideEffect));
        }

        ActivityEvent finishedAndAsked() {
            return new ToolCallEvent.ToolCallFinished(id, "c1", ToolCallOutcome.SUCCEEDED, "found", false, TOOK)
                    .with(askedAgain());
        }

        ActivityEvent approvalRequested() {
            return new ToolCallEvent.ApprovalRequested(id, id + ".c1", "c1", DIGEST, "It acts.", EXPIRY);
        }

        ActivityEvent episode(String outcome, @Nullable String lesson) {
            return new EpisodeRecorded(id, Space.DEFAULT, id.value(), outcome, List.of("http_request"), lesson, TOOK);
        }
    }
}
