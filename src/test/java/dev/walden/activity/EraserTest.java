package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ForgottenWords.Forgotten;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalException;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erases from a real log what a test says was forgotten. */
class EraserTest {

    private static final Duration WITHIN = Duration.ofDays(30);

    @TempDir
    private Path home;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private WriteAheadLog wal;
    private ActivityMetrics metrics;
    private ActivityFixture activity;
    private BlobStore blobs;
    private Instant now = Instant.now();
    private final List<Forgotten> forgotten = new ArrayList<>();
    private int asked;
    private Optional<List<Long>> recordsOfTask = Optional.of(List.of());

    @BeforeEach
    void open() {
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        wal = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
        metrics = new ActivityMetrics(meters, new AppliedPosition(), wal::durable);
        activity = ActivityFixture.on(wal, home);
        blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
    }

    @AfterEach
    void close() {
        blobs.close();
        activity.close();
        wal.close();
    }

    /** A day is long enough ago for a blob to be nobody's. */
    private void eraseAfter(Duration time) {
        now = Instant.now().plus(time);
        eraser(wal).erase();
    }

    private Eraser eraser(WriteAheadLog log) {
        return new Eraser(
                log,
                new EventCodec(blobs),
                new BlobSweep(log, blobs, Duration.ofNanos(4), () -> now),
                new ForgottenRecords(
                        activity.views(),
                        () -> Optional.of((views, number) -> asked(number)),
                        () -> Optional.of((task, views) -> recordsOfTask)),
                new ErasingTime(() -> now, WITHIN, metrics::erasureOverdue));
    }

    private List<Forgotten> asked(int number) {
        asked = number;
        return forgotten.subList(0, Math.min(number, forgotten.size()));
    }

    private long store(String text) {
        StoredItem item = new StoredItem(
                "m" + wal.durable(), Space.DEFAULT, text, null, null, null, List.of(), null, Map.of(), true, "key:k");
        return activity.append(new FactStored(item)).last();
    }

    private void forget(long item) {
        long since = activity.append(new MemoryEvent.ContentErased(Space.DEFAULT, List.of("m"), "asked", "key:k"))
                .last();
        forgotten.add(new Forgotten(since, Optional.of(item), Optional.empty()));
    }

    private String textOf(long seq) {
        return activity.log().read(List.of(seq)).getFirst().event() instanceof FactStored(var item, var _)
                ? item.text()
                : "";
    }

    private List<Long> erasedThrough() {
        List<Long> found = new ArrayList<>();
        for (long seq = 1; seq <= wal.durable(); seq++) {
            activity.log().read(List.of(seq)).forEach(entry -> {
                if (entry.event() instanceof ServiceEvent.WordsErased(long through, int _)) {
                    found.add(through);
                }
            });
        }
        return found;
    }

    @Test
    void beforeHalfOfTheTimeNothingIsDone() {
        long item = store("secret");
        forget(item);

        eraseAfter(WITHIN.dividedBy(2).minusHours(1));

        assertThat(textOf(item)).isEqualTo("secret");
        assertThat(erasedThrough()).isEmpty();
    }

    @Test
    void wordsInTheSegmentBeingWrittenGoOnceAnotherIsBegun() {
        long item = store("secret");
        long other = store("kept");
        forget(item);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            eraseAfter(WITHIN);
            assertThat(textOf(item)).isEqualTo(Wordless.FORGOTTEN);
        });
        eraseAfter(WITHIN);

        assertThat(textOf(other)).isEqualTo("kept");
        assertThat(erasedThrough()).contains(forgotten.getFirst().since());
    }

    @Test
    void theBlobOfForgottenWordsGoesAndThatOfOthersStays() {
        long item = store("secret ".repeat(10_000));
        long other = store("kept ".repeat(10_000));
        assertThat(blobs.all()).hasSize(2);
        forget(item);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            eraseAfter(WITHIN);
            assertThat(blobs.all()).hasSize(1);
        });

        assertThat(textOf(other)).startsWith("kept kept");
    }

    @Test
    void aTaskThatIsStillRunningKeepsItsPlaceInTheQueue() {
        long item = store("secret");
        forget(item);
        long since = forgetARunningTask();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            eraseAfter(WITHIN);
            assertThat(textOf(item)).isEqualTo(Wordless.FORGOTTEN);
        });
        eraseAfter(WITHIN);

        assertThat(erasedThrough()).isNotEmpty().allMatch(through -> through < since);
    }

    @Test
    void whatWasForgottenAfterTheWordsOfARunningTaskDoesNotWaitForIt() {
        long since = forgetARunningTask();
        long item = store("secret ".repeat(10_000));
        forget(item);
        WatchedLog watched = new WatchedLog(wal);
        Eraser eraser = eraser(watched.log());
        now = Instant.now().plus(WITHIN);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            eraser.erase();
            assertThat(textOf(item)).isEqualTo(Wordless.FORGOTTEN);
            assertThat(blobs.all()).isEmpty();
        });
        assertThat(erasedThrough()).as("the task still has its words").isEmpty();
        int reads = watched.calls("read");
        eraser.erase();
        assertThat(watched.calls("read") - reads)
                .as("what is done is not looked at again, only the time of the first")
                .isOne();

        recordsOfTask = Optional.of(List.of(since));
        eraser.erase();
        assertThat(erasedThrough()).containsExactly(forgotten.getLast().since());
    }

    private long forgetARunningTask() {
        TaskId running = new TaskId("tabcdefghijkl2345");
        long since = activity.append(new ServiceEvent.AdminActed("x", "k")).last();
        forgotten.add(new Forgotten(since, Optional.empty(), Optional.of(running)));
        recordsOfTask = Optional.empty();
        return since;
    }

    @Test
    void whatLiesInADamagedSegmentHoldsUpNothingElseAndShowsOnceItIsOverdue() throws Exception {
        long damaged = store("first secret");
        fillASegment();
        long sound = store("second secret");
        fillASegment();
        forget(damaged);
        forget(sound);
        await().until(() -> wal.lastBefore(Instant.MAX) > sound);
        Path segment = home.resolve("log/00000000000000000001.jsonl");
        Files.writeString(segment, Files.readString(segment).replace("first secret", "worst secret"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            eraseAfter(WITHIN.minusHours(1));
            assertThat(textOf(sound)).isEqualTo(Wordless.FORGOTTEN);
        });
        assertThat(overdueSeconds()).isZero();
        eraseAfter(WITHIN.plusHours(1));

        assertThat(overdueSeconds()).isCloseTo(3_600, within(60.0));
        assertThat(Files.readString(segment)).contains("worst secret");
    }

    @Test
    void whatWasForgottenMuchLaterIsErasedBesideDamage() {
        forget(store("secret"));
        forgotten.addAll(Collections.nCopies(1_500, forgotten.getFirst()));
        WatchedLog watched = new WatchedLog(wal);
        Eraser eraser = eraser(watched.log());
        watched.instead("rewrite", List::of); // as if all were damaged
        now = Instant.now().plus(WITHIN);

        eraser.erase();
        assertThat(asked).isEqualTo(1_000);
        eraser.erase();
        assertThat(asked).isEqualTo(2_000);
    }

    private double overdueSeconds() {
        return meters.get("walden.activity.erasure.overdue").gauge().value();
    }

    private void fillASegment() {
        for (int i = 0; i < 20; i++) {
            activity.append(new ServiceEvent.AdminActed("word ".repeat(1_000), "k"));
        }
    }

    @Test
    void whatCannotBeRewrittenYetAsksForOneNewSegmentADay() {
        forget(store("secret"));
        WatchedLog watched = new WatchedLog(wal);
        watched.instead("rewrite", List::of);
        watched.instead("beginSegment", () -> null);
        Eraser eraser = eraser(watched.log());
        now = Instant.now().plus(WITHIN);

        for (int tick = 0; tick < 60; tick++) {
            eraser.erase();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(watched.calls("beginSegment")).isOne();
        forget(store("later"));
        eraser.erase();
        eraser.erase();
        assertThat(watched.calls("beginSegment")).isEqualTo(2);
        now = now.plus(Duration.ofDays(1));
        eraser.erase();
        assertThat(watched.calls("beginSegment")).isEqualTo(3);
    }

    @Test
    void recordsThatLieTogetherAreReadTogether() {
        List<Long> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(store("secret" + i));
        }
        items.forEach(this::forget);
        WatchedLog watched = new WatchedLog(wal);
        watched.instead("rewrite", List::of);
        watched.instead("beginSegment", () -> null);
        now = Instant.now().plus(WITHIN);

        eraser(watched.log()).erase();

        assertThat(watched.calls("read")).isEqualTo(2); // for the time of the first, and for all
        assertThat(watched.calls("rewrite")).isOne();
    }

    @Test
    void aFullDiskDoesNotHaveTheLogLookedThroughAtEachTick() {
        long item = store("secret ".repeat(10_000));
        forget(item);
        WatchedLog watched = new WatchedLog(wal);
        watched.instead("rewrite", () -> List.of(item));
        watched.instead("append", () -> {
            throw new WalException.NoSpace("full");
        });
        Eraser eraser = eraser(watched.log());
        now = Instant.now().plus(WITHIN);

        eraser.erase();
        int reads = watched.calls("read");
        eraser.erase();

        assertThat(watched.calls("read") - reads).isEqualTo(reads - 1);
        assertThat(watched.calls("append")).isEqualTo(2);
    }

    @Test
    void blobsThatNothingNamesGoWithinADayAlsoWhenNothingIsErased() {
        store("kept ".repeat(10_000));
        blobs.put(new byte[] {1});
        now = Instant.now();
        BlobSweep sweep = new BlobSweep(wal, blobs, Duration.ofNanos(4), () -> now);

        sweep.daily();
        assertThat(blobs.all()).hasSize(2);
        now = now.plus(Duration.ofHours(1));
        sweep.daily();
        assertThat(blobs.all()).hasSize(1);
        blobs.put(new byte[] {2});
        now = now.plus(Duration.ofHours(23));
        sweep.daily();
        assertThat(blobs.all()).hasSize(2);
        now = now.plus(Duration.ofHours(1));
        sweep.daily();
        assertThat(blobs.all()).hasSize(1);
    }
}
