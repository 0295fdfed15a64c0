package dev.walden.activity;

import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.wal.LogRecord;
import dev.walden.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The records of tasks that call three tools each, as many as wanted: for benchmarks of the log, which need no service to have run. */
public final class RecordedTasks implements AutoCloseable {

    private static final int STEPS = 3;
    private static final String SESSION = "s0123456";
    private static final String TEXT =
            "The quick brown fox jumps over the lazy dog, \"twice\",\n and looks for figures. ";

    private static final int TASKS_A_SESSION = 20;
    private static final List<ActivityEvent> EVENTS = events();

    private final BlobStore blobs;
    private final EventCodec codec;
    private final RandomGenerator random;
    private final List<byte[]> template;

    private int made;

    /** Tasks by a seed; the folder stays empty, as no record is large. */
    public RecordedTasks(RandomGenerator random, Path blobFolder) {
        this(random, blobFolder, Encryption.NONE);
    }

    private RecordedTasks(RandomGenerator random, Path blobFolder, Encryption encryption) {
        this.random = random;
        blobs = new BlobStore(blobFolder, BlobFiles.DISK, bytes -> {}, failure -> {});
        codec = new EventCodec(blobs, encryption);
        template = EVENTS.stream().map(codec::encode).toList();
    }

    /** The same tasks under data keys that are made in a data folder; each key is for so many bytes. */
    public static RecordedTasks encrypted(Path home, long bytesAKey) throws IOException {
        EncryptionKeys keys = new EncryptionKeys(home, EncryptionKeys.USUAL, null);
        keys.newMaster(null);
        Encryption encryption = Encryption.of(keys.dataKeys(), true, bytesAKey, failure -> {});
        return new RecordedTasks(new Random(1), home.resolve("blobs"), encryption);
    }

    /** The bodies of one task's records, encoded now. */
    public List<byte[]> encode() {
        return EVENTS.stream().map(codec::encode).toList();
    }

    /** Reads bodies as a replay does; returns how many events there are. */
    public int decode(List<byte[]> bodies) {
        int events = 0;
        for (byte[] body : bodies) {
            ByteBuffer bytes = ByteBuffer.wrap(body);
            events += codec.readPlain(new LogRecord(1, Instant.EPOCH, bytes, bytes))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return events;
    }

    /** The bodies of another task's records. */
    public List<byte[]> next() {
        String session = "s%07d".formatted(made++ / TASKS_A_SESSION);
        String task = TaskId.random(random).value();
        return template.stream()
                .map(body -> replace(replace(body, Samples.TASK.value(), task), SESSION, session))
                .toList();
    }

    /** Reads a range as the views do when they are built, without views; returns how many events there are. */
    public long replay(WriteAheadLog log, long from, long to) throws InterruptedException {
        LogTail tail = new LogTail(log, codec);
        long events = 0;
        try (ReplayAhead ahead = tail.ahead(from - 1, to)) {
            for (long last = from - 1; last < to; ) {
                LogTail.Batch batch = ahead.after(last);
                events += batch.events().size();
                last = batch.last();
            }
        }
        return events;
    }

    /** With every occurrence of a word replaced by one of the same length. */
    private static byte[] replace(byte[] body, String word, String by) {
        byte[] copy = body.clone();
        byte[] old = word.getBytes(StandardCharsets.ISO_8859_1);
        byte[] other = by.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at <= copy.length - old.length; at++) {
            if (copy[at] == old[0] && Arrays.equals(copy, at, at + old.length, old, 0, old.length)) {
                System.arraycopy(other, 0, copy, at, other.length);
            }
        }
        return copy;
    }

    @Override
    public void close() {
        blobs.close();
    }

    private static List<ActivityEvent> events() {
        TaskId task = Samples.TASK;
        List<ActivityEvent> events = new ArrayList<>();
        events.add(new TaskEvent.TaskSubmitted(
                task,
                Space.DEFAULT,
                SESSION,
                TEXT,
                null,
                new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1)),
                Map.of(),
                "k1",
                null,
                null,
                null,
                null));
        events.add(new TaskEvent.TaskStarted(task));
        events.add(
                new TaskEvent.ContextGathered(task, List.of("m-0123456789abcdef", "m-123456789abcdef0"), List.of(7L)));
        for (int step = 1; step <= STEPS; step++) {
            String call = "c" + step;
            Map<String, Object> arguments = Map.of("path", step + ".txt");
            Reply reply =
                    new Reply.UseTools(TEXT.repeat(2), List.of(ToolCall.of(call, "read_file", Map.copyOf(arguments))));
            events.add(new TaskEvent.ReasoningStarted(task, "script", "1", "0123456789abcdef".repeat(2), 4_096));
            events.add(new TaskEvent.ReasoningFinished(
                    task, "script", reply, new TokenUsage(812, 77), Duration.ofNanos(1_234_567)));
            events.add(new ToolCallStarted(task, call, "read_file", Map.copyOf(arguments), SideEffect.NONE, null, 1));
            events.add(new ToolCallFinished(
                    task, call, ToolCallOutcome.SUCCEEDED, TEXT.repeat(4), false, Duration.ofNanos(345_678)));
            events.add(new TaskEvent.Reflected(task, TaskEvent.Verdict.ACCEPT, null));
        }
        events.add(new TaskEvent.ReasoningStarted(task, "script", "1", "0123456789abcdef".repeat(2), 4_096));
        events.add(new TaskEvent.ReasoningFinished(
                task,
                "script",
                new Reply.Answer(TEXT.repeat(2), List.of()),
                new TokenUsage(1_812, 99),
                Duration.ofNanos(2_234_567)));
        events.add(new TaskEvent.TaskCompleted(task, TEXT.repeat(2), List.of()));
        events.add(new MemoryEvent.EpisodeRecorded(
                task, Space.DEFAULT, SESSION, "completed", List.of("read_file"), null, Duration.ofMillis(12)));
        return events;
    }
}
