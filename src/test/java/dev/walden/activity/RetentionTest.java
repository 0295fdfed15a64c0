package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ServiceEvent.TasksExpired;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thins a real log of the tasks that a test lets expire. */
class RetentionTest {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration LOOKS_APART = Duration.ofHours(1);
    private static final TaskId OTHER = new TaskId("tabcdefghijkl2346");

    @TempDir
    private Path home;

    private final Tasks tasks = new Tasks();
    private final AtomicLong nanos = new AtomicLong();
    private Instant clock = Instant.now().plus(KEPT).plusSeconds(60);
    private WriteAheadLog wal;
    private ActivityFixture activity;
    private BlobStore blobs;

    @BeforeEach
    void open() {
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        wal = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
        activity = ActivityFixture.on(wal, home);
        blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
    }

    @AfterEach
    void close() {
        blobs.close();
        activity.close();
        wal.close();
    }

    private Retention retention(Optional<Duration> kept) {
        return new Retention(
                wal,
                new EventCodec(blobs),
                activity.views(),
                () -> Optional.of(tasks),
                new RetentionTimes(() -> clock, nanos::get, kept, Duration.ofDays(7)));
    }

    private void passes(Duration time) {
        clock = clock.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    private void look(Retention retention) {
        retention.run();
        passes(LOOKS_APART);
    }

    /** A whole task, and as much after it that its segment is full. */
    private void aTaskLongAgo() {
        Samples.all().stream().filter(TaskEvent.class::isInstance).forEach(activity::append);
        activity.append(new ToolCallEvent.ToolCallFinished(
                Samples.TASK,
                "c9",
                ToolCallEvent.ToolCallOutcome.SUCCEEDED,
                "a page from outside",
                false,
                Duration.ofSeconds(1)));
        for (int i = 0; i < 20; i++) {
            activity.append(new ServiceEvent.AdminActed("word ".repeat(1_000), "k"));
        }
    }

    private List<ActivityEvent> events() {
        List<ActivityEvent> found = new ArrayList<>();
        wal.read(1, wal.durable(), entry -> {
            new EventCodec(blobs).read(entry).map(RecordedEvent::event).ifPresent(found::add);
            return true;
        });
        return found;
    }

    private List<Class<?>> kindsOf(TaskId task) {
        return events().stream()
                .filter(event -> event instanceof TaskEvent of && of.task().equals(task))
                .<Class<?>>map(ActivityEvent::getClass)
                .distinct()
                .toList();
    }

    private void runUntilThinned(Retention retention) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            look(retention);
            tasks.follow(events());
            return !kindsOf(Samples.TASK).contains(TaskEvent.ReasoningFinished.class);
        });
    }

    @Test
    void anExpiredTaskKeepsItsBeginItsEndAndThatItWasNotTrusted() {
        aTaskLongAgo();
        int others = (int)
                events().stream().filter(event -> !(event instanceof TaskEvent)).count();

        runUntilThinned(retention(Optional.of(KEPT)));

        Set<Class<?>> kinds = new HashSet<>(kindsOf(Samples.TASK));
        assertThat(kinds).contains(ToolCallEvent.ToolCallFinished.class);
        kinds.remove(ToolCallEvent.ToolCallFinished.class);
        assertThat(kinds).isEqualTo(ExpiredRecords.STAYS);
        assertThat(events())
                .filteredOn(ToolCallEvent.ToolCallFinished.class::isInstance)
                .isNotEmpty()
                .allSatisfy(event -> assertThat((ToolCallEvent.ToolCallFinished) event)
                        .returns(false, ToolCallEvent.ToolCallFinished::trusted)
                        .returns(null, ToolCallEvent.ToolCallFinished::asked)
                        .returns(Wordless.FORGOTTEN, ToolCallEvent.ToolCallFinished::text));
        assertThat(events())
                .filteredOn(TaskEvent.ContextGathered.class::isInstance)
                .contains(new TaskEvent.ContextGathered(Samples.TASK, List.of("m1"), List.of(3L), "used", null))
                .allSatisfy(event ->
                        assertThat(((TaskEvent.ContextGathered) event).asked()).isNull());
        assertThat(events())
                .filteredOn(event -> !(event instanceof TaskEvent) && !(event instanceof TasksExpired))
                .hasSize(others);
    }

    @Test
    void aTaskThatHasNotExpiredKeepsAll() {
        TaskId expired = new TaskId("tzzzzzzzzzzzzzzzz");
        tasks.kept.add(Samples.TASK);
        activity.append(new TaskEvent.TaskStarted(expired));
        aTaskLongAgo();
        List<Class<?>> before = kindsOf(Samples.TASK);
        Retention retention = retention(Optional.of(KEPT));

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            look(retention);
            tasks.follow(events());
            return kindsOf(expired).isEmpty();
        });

        assertThat(kindsOf(Samples.TASK)).isEqualTo(before);
    }

    @Test
    void whatACrashCutIsGoneOnWithByTheNextProcess() {
        aTaskLongAgo();
        Retention cut = retention(Optional.of(KEPT));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            look(cut);
            return expiries() == 1;
        });
        assertThat(kindsOf(Samples.TASK)).contains(TaskEvent.ReasoningFinished.class);
        tasks.follow(events());

        runUntilThinned(retention(Optional.of(KEPT)));

        assertThat(expiries()).isEqualTo(1);
    }

    private long expiries() {
        return events().stream().filter(TasksExpired.class::isInstance).count();
    }

    @Test
    void whatWasBegunIsGoneOnWithAlsoWithoutARetention() {
        aTaskLongAgo();
        Retention first = retention(Optional.of(KEPT));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            look(first);
            return expiries() == 1;
        });
        tasks.follow(events());

        runUntilThinned(retention(Optional.empty()));

        assertThat(expiries()).isEqualTo(1);
    }

    @Test
    void withoutARetentionEverythingStays() {
        aTaskLongAgo();
        List<ActivityEvent> before = events();

        retention(Optional.empty()).run();

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void whatIsYoungerThanTheRetentionStays() {
        aTaskLongAgo();

        Retention retention = retention(Optional.of(KEPT.plusDays(1)));
        look(retention);
        look(retention);
        look(retention);

        assertThat(expiries()).isZero();
    }

    @Test
    void aClockThatJumpsLetsNothingExpireBeforeItStaysThereForAnHour() {
        aTaskLongAgo();
        await().until(() -> wal.lastBefore(Instant.MAX) > 0);
        clock = Instant.now();
        Retention retention = retention(Optional.of(KEPT));
        look(retention);
        clock = clock.plus(KEPT).plusSeconds(60);

        retention.run();
        passes(LOOKS_APART.minusMinutes(1));
        retention.run();
        clock = clock.minus(KEPT);
        passes(Duration.ofMinutes(1));
        look(retention);
        look(retention);

        assertThat(expiries()).isZero();
        clock = clock.plus(KEPT);
        retention.run();
        assertThat(expiries()).as("a jump ahead is not two looks").isZero();
        passes(LOOKS_APART);
        retention.run();
        assertThat(expiries()).isEqualTo(1);
    }

    @Test
    void manyTasksExpireInParts() {
        for (int i = 0; i < 5; i++) {
            aTaskLongAgo();
        }
        long all = wal.lastBefore(Instant.MAX);
        long first = wal.partEnd(1, all, 1 << 20);
        tasks.tooManyBehind = first;

        Retention retention = retention(Optional.of(KEPT));
        look(retention);
        look(retention);

        assertThat(all).isGreaterThan(first);
        assertThat(events())
                .filteredOn(TasksExpired.class::isInstance)
                .singleElement()
                .isEqualTo(new TasksExpired(1, first));
    }

    /** Follows the log as the views of tasks do. */
    private static final class Tasks implements TaskExpiry {

        private final Set<TaskId> kept = new HashSet<>(Set.of(OTHER));
        private Optional<Expired> newest = Optional.empty();
        private long tooManyBehind;

        private void follow(List<ActivityEvent> events) {
            events.stream()
                    .filter(TasksExpired.class::isInstance)
                    .forEach(event -> newest = Optional.of(new Expired((TasksExpired) event, Instant.now())));
        }

        @Override
        public List<Long> due(long through, int limit, Connection views) {
            boolean many = tooManyBehind > 0 && through > tooManyBehind;
            return newest.isPresent() || through == 0 ? List.of() : Collections.nCopies(many ? limit : 1, 1L);
        }

        @Override
        public Set<TaskId> kept(long through, Connection views) {
            return kept;
        }

        @Override
        public Optional<Expired> newest(Connection views) {
            return newest;
        }
    }
}
