package dev.walden.activity;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.activity.ServiceEvent.AdminActed;
import dev.walden.activity.ServiceEvent.IdempotencyKeyUsed;
import dev.walden.activity.ServiceEvent.KeyCreated;
import dev.walden.activity.ServiceEvent.KeyRevoked;
import dev.walden.activity.ServiceEvent.ServiceStarted;
import dev.walden.activity.ServiceEvent.ServiceStopped;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.SideEffect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of every type and variant; the golden file holds these. */
final class Samples {

    static final TaskId TASK = new TaskId("tabcdefghijkl2345");
    static final String HEX = "0123456789abcdef".repeat(4);
    static final Instant AT = Instant.parse("2026-11-21T02:11:13.123456Z");

    private Samples() {}

    static List<ActivityEvent> all() {
        List<ActivityEvent> all = new ArrayList<>();
        all.addAll(TaskSamples.all());
        all.addAll(memory());
        all.addAll(service());
        all.addAll(procedures());
        all.addAll(upkeep());
        return all;
    }

    private static List<ActivityEvent> upkeep() {
        return List.of(
                new MemoryEvent.FactsMerged(Space.DEFAULT, "m1", List.of("m2", "m3")),
                new MemoryEvent.FactsWeighed(Space.DEFAULT, List.of("m4"), 50));
    }

    static TaskEvent.TaskSubmitted submitted(String input) {
        return submitted(input, null);
    }

    static TaskEvent.TaskSubmitted submitted(String input, @Nullable String run) {
        return new TaskEvent.TaskSubmitted(
                TASK,
                Space.DEFAULT,
                "s1",
                input,
                null,
                new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1)),
                Map.of(),
                "k1",
                run,
                null,
                null,
                null);
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    static ToolCallStarted started(Map<String, @Nullable Object> arguments) {
        return new ToolCallStarted(TASK, "c1", "http_request", arguments, SideEffect.KEYED, "key-1", 1);
    }

    /** Every kind of JSON value, also those that a careless reader rounds. */
    static Map<String, @Nullable Object> everyValue() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("text", "Grüße, 世界 😀 \"quoted\" \\ \n\t\u0000\u2028");
        values.put("long", Long.MIN_VALUE);
        values.put("big", new BigInteger("123456789012345678901234567890"));
        values.put("decimal", new BigDecimal("0.10"));
        values.put("tiny", new BigDecimal("1E-400"));
        values.put("yes", true);
        values.put("nothing", null);
        values.put("list", Arrays.asList(1L, "two", null, List.of(), Map.of()));
        values.put("$blob", Map.of("$$blob", "not a reference"));
        return values;
    }

    /** An item that has nothing but words. */
    static StoredItem plainItem() {
        return new StoredItem(
                "m1", Space.DEFAULT, "Tea is ready.", null, null, null, List.of(), null, Map.of(), true, "key:k1");
    }

    private static List<ActivityEvent> memory() {
        StoredItem plain = plainItem();
        StoredItem full = new StoredItem(
                "m2",
                new Space("team.a"),
                "My lucky number is 391.",
                "s1",
                "Ada",
                "personal",
                List.of("number", "luck"),
                AT,
                Map.of("page", "7"),
                false,
                "task:" + TASK);
        List<ActivityEvent> events = new ArrayList<>(documents());
        events.addAll(List.of(
                new MessageStored(plain),
                new MessageStored(full),
                new FactStored(plain),
                new FactStored(full),
                new FactStored(full, new Claim("ada", "lucky number", AT, AT.plusSeconds(60), List.of("document:d1"))),
                new FactStored(plain, new Claim(null, null, AT, null, List.of())),
                new FactConfirmed(Space.DEFAULT, "m1", "key:k1", List.of(), true, null),
                new FactConfirmed(Space.DEFAULT, "m1", "task:" + TASK, List.of("tool:clock"), false, AT),
                new FactConfirmed(Space.DEFAULT, "m1", "key:k1", List.of(), true, null, "m4"),
                new FactSuperseded(Space.DEFAULT, List.of("m1", "m2"), "m3", AT, "same-attribute"),
                new FactDisputed(Space.DEFAULT, "m3", List.of("m1"), "negated"),
                new SourceUndone(
                        Space.DEFAULT, "document:d1", List.of("m1"), List.of("m2"), "It was poisoned.", "key:k1"),
                new ContentErased(Space.DEFAULT, List.of("m1"), "Asked to forget.", "key:k1")));
        events.addAll(experience());
        events.addAll(summaries());
        return events;
    }

    private static List<ActivityEvent> experience() {
        return List.of(
                new EpisodeRecorded(
                        TASK, Space.DEFAULT, "s1", "completed", List.of("calculator"), null, Duration.ofSeconds(2)),
                new EpisodeRecorded(
                        TASK, Space.DEFAULT, "s1", "failed", List.of(), "Ask for the zone first.", Duration.ZERO),
                new EpisodeRecorded(
                        TASK,
                        Space.DEFAULT,
                        "s1",
                        "completed",
                        List.of("use_skill", "calculator"),
                        null,
                        Duration.ZERO,
                        List.of("greeting"),
                        List.of(),
                        TokenUsage.ZERO,
                        Cost.NONE),
                new EpisodeRecorded(
                        TASK,
                        Space.DEFAULT,
                        "s1",
                        "completed",
                        List.of("calculator"),
                        null,
                        Duration.ofSeconds(2),
                        List.of(),
                        List.of("calculator failed", "calculator", "clock timed_out"),
                        new TokenUsage(120, 30),
                        Cost.NONE),
                new EpisodeRecorded(
                        TASK,
                        Space.DEFAULT,
                        "s1",
                        "completed",
                        List.of(),
                        null,
                        Duration.ofSeconds(2),
                        List.of(),
                        List.of(),
                        new TokenUsage(120, 30),
                        Cost.parse("0.0125")));
    }

    private static List<ActivityEvent> summaries() {
        return List.of(
                new MemoryEvent.SessionSummarized(
                        "m5",
                        Space.DEFAULT,
                        "s1",
                        List.of(TASK),
                        "1 task on 3 May 2026.",
                        Instant.parse("2026-05-03T10:00:00Z"),
                        true),
                new MemoryEvent.SessionSummarized(
                        "m6", new Space("team.a"), null, List.of(TASK), "Two.", Instant.EPOCH, false),
                new MemoryEvent.SessionSummarized(
                        "m7",
                        Space.DEFAULT,
                        "s1",
                        List.of(TASK),
                        "1 task.\nAda asked for the time.",
                        Instant.EPOCH,
                        true,
                        new SummaryAuthor("gpt", "summary-1", new TokenUsage(310, 24))));
    }

    private static List<ActivityEvent> documents() {
        return List.of(
                new MemoryEvent.DocumentReceived(
                        "d1",
                        Space.DEFAULT,
                        "operations",
                        "run/book.md",
                        "text/markdown",
                        HEX,
                        new KeptBytes(HEX, null, 12),
                        "key:k1",
                        List.of("url:https://example.com/book.md")),
                new MemoryEvent.DocumentReceived(
                        "d2",
                        new Space("team.a"),
                        "legal",
                        "a.pdf",
                        null,
                        HEX,
                        new KeptBytes(HEX, "k7", 12),
                        "folder",
                        List.of()),
                new MemoryEvent.DocumentReceived(
                        "d3", Space.DEFAULT, "legal", "b.pdf", null, HEX, null, "key:k1", List.of()),
                new MemoryEvent.DocumentIngested(
                        "d1",
                        Space.DEFAULT,
                        7,
                        "run/book.md",
                        "Run book",
                        "Run book\n\nTurn it on.",
                        "m8 0 8 0\nm9 10 21 2\n",
                        "\nRun book\n",
                        1),
                new MemoryEvent.DocumentRefused("d2", Space.DEFAULT, 8, "encrypted", "It is encrypted."),
                new MemoryEvent.DocumentRemoved("d1", Space.DEFAULT, "The file is gone."));
    }

    private static List<ActivityEvent> service() {
        return List.of(
                new ServiceStarted("0.1.0", 0, 0, null),
                new ServiceStarted("0.1.0", 12, 345, "00000000000000000001.jsonl.broken"),
                new ServiceStopped("SIGTERM"),
                new KeyCreated("k1", "first admin key", "admin", null, HEX),
                new KeyCreated("k2", "of team a", "user", "team.a", HEX),
                new KeyRevoked("k2", "k1"),
                new AdminActed("shutdown", "k1"),
                ServiceEvent.ToolsOffered.of(List.of(new ServiceEvent.OfferedTool("clock", "Tells the time.", "{}"))),
                new ServiceEvent.SpaceRulesSet(new Space("team.a"), "Answer in German.\nNever touch releases/.", "k1"),
                new ServiceEvent.SpaceRulesSet(new Space("team.a"), null, "k2"),
                new ServiceEvent.ProceduresOffered(
                        "greeting run Writes a greeting.\nhouse-style read How \"we\" write."),
                new IdempotencyKeyUsed("k1", "order-1", HEX, TASK.value()),
                new ServiceEvent.UpkeepCallStarted(
                        "m1", new Space("team.a"), "gpt", "summary-1", HEX, 900, new Cost(6_150)),
                new ServiceEvent.UpkeepCallFinished(
                        "m1", new TokenUsage(100, 20), new Cost(600), Duration.ofMillis(30)),
                new ServiceEvent.WordsErased(41, 2),
                new ServiceEvent.TasksExpired(7, 41));
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    static List<ActivityEvent> procedures() {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("path", "{{input.path}}");
        arguments.put("content", "17 * 23 is {{steps.calculator.result}}");
        return List.of(
                new MemoryEvent.ProcedureLearned(
                        "learned-calculator-write-file",
                        Space.DEFAULT,
                        "What is 17 * 23? Write it to {path}",
                        List.of(new LearnedInput("path", "string")),
                        List.of(
                                new LearnedStep("calculator", "calculator", Map.of("expression", "17 * 23")),
                                new LearnedStep("write_file", "write_file", arguments)),
                        List.of(TASK),
                        true),
                new MemoryEvent.ProcedureLearned(
                        "learned-clock-clock",
                        new Space("team.a"),
                        "What is 17 * 23?",
                        List.of(),
                        List.of(
                                new LearnedStep("clock", "clock", Map.of()),
                                new LearnedStep("clock-2", "clock", Map.of("zones", List.of("Grüße", 7L)))),
                        List.of(TASK),
                        false),
                new MemoryEvent.ProcedureDecided(Space.DEFAULT, "learned-calculator-write-file", "approved", "key:k1"),
                new MemoryEvent.ProcedureRetired(Space.DEFAULT, "learned-calculator-write-file", "failed-twice"));
    }
}
