package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.MessageStored;
import dev.walden.memory.MemoryViews;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.StoredLog;
import dev.walden.wal.VerifyOptions;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of what was too old leave the log's files; those of what rests on it stay there. */
class ErasedByAgeTest {

    private static final Duration WITHIN = Duration.ofDays(30);
    private static final TaskId OLD = new TaskId("toldaaaaaaaaaaaaa");
    private static final TaskId YOUNG = new TaskId("tyoungaaaaaaaaaaa");

    @TempDir
    private Path home;

    @Test
    void sealedSegmentsLoseTheWordsOfOldMessagesAndEpisodesAlone() throws Exception {
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        try (WriteAheadLog wal = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
                ActivityFixture activity = ActivityFixture.on(wal, home, MemoryViews.projection());
                BlobStore blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {})) {
            activity.append(
                    new MessageStored(item("m1", "My pin is heron.")),
                    new MessageStored(item("m2", "gannet ".repeat(10_000))),
                    new FactStored(item("f1", "Merlins are birds.")),
                    new FactStored(item("f2", "puffin ".repeat(10_000))));
            assertThat(blobs.all()).hasSize(2);
            List<Long> old = task(activity, OLD, "Which pin, osprey?");
            List<Long> young = task(activity, YOUNG, "Is it kestrel?");
            activity.append(new ContentErased(
                    Space.DEFAULT, List.of("m1", "m2", "f1", "eoldaaaaaaaaaaaaa"), "older", ContentErased.RETENTION));
            Map<TaskId, List<Long>> records = Map.of(OLD, old, YOUNG, young);

            Eraser eraser = eraser(wal, blobs, activity.views(), records);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                eraser.erase();
                assertThat(logged()).doesNotContain("heron", "osprey", "Merlins");
                assertThat(blobs.all()).hasSize(1);
            });

            assertThat(logged()).contains("Is it kestrel?");
            List<String> items = activity.dump("memory_items");
            assertThat(items).anyMatch(row -> row.contains("Is it kestrel?"));
            activity.deleteViews();
            assertThat(activity.dump("memory_items")).isEqualTo(items);
        }
        try (StoredLog stored = StoredLog.open(home)) {
            assertThat(stored.verify(VerifyOptions.defaults()).sound()).isTrue();
        }
    }

    private static StoredItem item(String id, String text) {
        return new StoredItem(id, Space.DEFAULT, text, "s", "Ann", null, List.of(), null, Map.of(), true, "key:k");
    }

    /** One that rests on the message, and on the task before it. */
    private static List<Long> task(ActivityFixture activity, TaskId task, String input) {
        TaskLimits limits = new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1));
        ActivityLog.Appended all = activity.append(
                new TaskEvent.TaskSubmitted(
                        task, Space.DEFAULT, "s", input, null, limits, Map.of(), "k", null, null, null, null),
                new TaskEvent.TaskCompleted(
                        task,
                        "Yes.",
                        List.of(new TaskSource("m1", "message", 1), new TaskSource("eoldaaaaaaaaaaaaa", "episode", 1))),
                new EpisodeRecorded(task, Space.DEFAULT, "s", "completed", List.of(), null, Duration.ZERO));
        return List.of(all.first(), all.first() + 1);
    }

    private String logged() {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(home.resolve("log"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Eraser eraser(WriteAheadLog log, BlobStore blobs, Views views, Map<TaskId, List<Long>> records) {
        InstantSource later = () -> Instant.now().plus(WITHIN);
        return new Eraser(
                log,
                new EventCodec(blobs),
                new BlobSweep(log, blobs, Duration.ofNanos(4), later),
                new ForgottenRecords(
                        views,
                        () -> Optional.of(MemoryViews.forgottenWords()),
                        () -> Optional.of((task, _) -> Optional.of(records.getOrDefault(task, List.of())))),
                new ErasingTime(later, WITHIN, overdue -> {}));
    }
}
