package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.conversation.TokenUsage;
import dev.walden.memory.MemoryViews;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary quotes of a forgotten task leaves the log's files, too. */
class ErasedSummaryTest {

    private static final Duration WITHIN = Duration.ofDays(30);
    private static final TaskId SECRET = new TaskId("tsecretaaaaaaaaaa");
    private static final TaskId OTHER = new TaskId("totheraaaaaaaaaaa");

    @TempDir
    private Path home;

    @Test
    void forgettingOneTaskErasesTheQuotationsInItsSummary() {
        erasesWordsOfASummary(null);
    }

    @Test
    void forgettingOneTaskErasesWhatAnEngineMadeOfItAndKeepsWhichOneThatWas() {
        erasesWordsOfASummary(new SummaryAuthor("gpt", "summary-1", new TokenUsage(100, 20)));
    }

    private void erasesWordsOfASummary(@Nullable SummaryAuthor author) {
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        try (WriteAheadLog wal = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
                ActivityFixture activity = ActivityFixture.on(wal, home, MemoryViews.projection());
                BlobStore blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {})) {
            task(activity, SECRET, "My pin is heron.");
            task(activity, OTHER, "What is the time?");
            long summary = activity.append(new SessionSummarized(
                            "msummaryaaaaaaaaa",
                            Space.DEFAULT,
                            "s",
                            List.of(SECRET, OTHER),
                            "2 tasks. My pin is heron.",
                            Instant.EPOCH,
                            true,
                            author))
                    .last();
            assertThat(activity.dump("memory_items")).anyMatch(row -> row.contains("2 tasks. My pin is heron."));

            activity.append(new ContentErased(Space.DEFAULT, List.of("esecretaaaaaaaaaa"), "asked", "key:k"));
            Eraser eraser = eraser(wal, blobs, activity.views());
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                eraser.erase();
                assertThat(recorded(summary, activity))
                        .returns(Wordless.FORGOTTEN, SessionSummarized::text)
                        .returns(author, SessionSummarized::author);
            });

            List<String> items = activity.dump("memory_items");
            assertThat(items).noneMatch(row -> row.contains("heron"));
            activity.deleteViews();
            assertThat(activity.dump("memory_items")).isEqualTo(items);
            assertThat(activity.dump("memory_episodes")).noneMatch(row -> row.contains("msummary"));
        }
    }

    private static void task(ActivityFixture activity, TaskId task, String input) {
        activity.append(
                new TaskEvent.TaskSubmitted(
                        task,
                        Space.DEFAULT,
                        "s",
                        input,
                        null,
                        new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1)),
                        Map.of(),
                        "k",
                        null,
                        null,
                        null,
                        null),
                new TaskEvent.TaskCompleted(task, "Done.", List.of()),
                new EpisodeRecorded(task, Space.DEFAULT, "s", "completed", List.of(), null, Duration.ZERO));
    }

    private static Eraser eraser(WriteAheadLog log, BlobStore blobs, Views views) {
        InstantSource later = () -> Instant.now().plus(WITHIN);
        return new Eraser(
                log,
                new EventCodec(blobs),
                new BlobSweep(log, blobs, Duration.ofNanos(4), later),
                new ForgottenRecords(
                        views,
                        () -> Optional.of(MemoryViews.forgottenWords()),
                        () -> Optional.of((_, _) -> Optional.of(List.of()))),
                new ErasingTime(later, WITHIN, overdue -> {}));
    }

    private static SessionSummarized recorded(long seq, ActivityFixture activity) {
        return (SessionSummarized) activity.log().read(List.of(seq)).getFirst().event();
    }
}
