package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is read as it lies in its folder, beside the process that writes it, without a lock and without a trace. */
class StoredLogTest {

    @TempDir
    Path home;

    private static List<String> lines(StoredLog log, long from, long to) {
        var lines = new ArrayList<String>();
        log.read(from, to, entry -> lines.add(LogFixture.text(entry.line())));
        return lines;
    }

    @Test
    void aStoredLogIsReadLikeTheOpenOne() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            for (int i = 0; i < 200; i++) {
                LogFixture.append(log, "%04d".formatted(i).repeat(400));
            }
            long durable = log.durable();
            var expected = LogFixture.lines(log, 1, durable);

            try (var stored = StoredLog.open(home)) {
                assertThat(stored.segments()).hasSizeGreaterThan(3);
                assertThat(stored.first()).isEqualTo(1);
                assertThat(stored.last()).isGreaterThanOrEqualTo(durable);
                assertThat(lines(stored, 1, durable)).isEqualTo(expected);
                assertThat(lines(stored, durable - 1, durable))
                        .isEqualTo(expected.subList((int) durable - 2, (int) durable));
            }
        }
    }

    @Test
    void aFollowerSeesEachRecordOnceAndOnlyWhenItIsDurableAlsoOverRotations() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics());
                var writer = Executors.newSingleThreadExecutor()) {
            LogFixture.append(log, "first");
            var writing = writer.submit(() -> {
                for (int i = 0; i < 400; i++) {
                    LogFixture.append(log, "%04d".formatted(i).repeat(200), "b");
                }
            });

            var seen = new ArrayList<String>();
            try (var stored = StoredLog.open(home)) {
                while (!writing.isDone() || seen.size() < log.durable() - 1) {
                    if (stored.awaitDurable(seen.size() + 1, Duration.ofMillis(200))) {
                        assertThat(stored.durable()).isLessThanOrEqualTo(log.durable());
                        seen.addAll(lines(stored, seen.size() + 1, stored.durable()));
                    }
                }
                writing.get(10, TimeUnit.SECONDS);
                assertThat(stored.segments()).hasSizeGreaterThan(3);
            }
            assertThat(seen).isEqualTo(LogFixture.lines(log, 1, seen.size()));
        }
    }

    @Test
    void aLogUnderWriteIsVerifiedWithoutAFalseAlarm() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics());
                var writer = Executors.newSingleThreadExecutor()) {
            LogFixture.append(log, "first");
            var writing = writer.submit(() -> {
                for (int i = 0; i < 1_000; i++) {
                    LogFixture.append(log, "%04d".formatted(i).repeat(100), "b");
                }
            });
            while (!writing.isDone()) {
                try (var stored = StoredLog.open(home)) {
                    assertThat(stored.verify(VerifyOptions.defaults()).problems())
                            .isEmpty();
                }
            }
            writing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aFolderWithoutALogIsNamed() {
        assertThatThrownBy(() -> StoredLog.open(home))
                .isInstanceOf(WalException.Missing.class)
                .hasMessageContaining(home.resolve("log").toString());
    }

    @Test
    void openingLooksIntoTheNewestSegmentOnlyAlsoWhenOthersArePacked() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var background = new SteppedBackground();
        List<String> expected;
        try (var log = LogOnDisk.open(disk, background)) {
            log.archive(5, Instant.MAX);
            for (int i = 0; i < 4; i++) {
                background.seal();
            }
            expected = LogFixture.lines(log);
        }
        assertThat(disk.list()).anyMatch(name -> name.endsWith(Segment.PACKED));
        var newest = LogOnDisk.segments(disk).getLast();
        var opened = new ArrayList<String>();
        var watched = new TamperedStorage(disk, call -> {
            if (call.operation() == TamperedStorage.Operation.OPEN_TO_READ) {
                opened.add(call.name());
            }
            call.proceed().run();
        });

        try (var stored = StoredLog.open(watched)) {
            assertThat(opened).containsOnly(newest);
            assertThat(lines(stored, 1, expected.size())).isEqualTo(expected);
            assertThat(stored.segments()).allMatch(segment -> segment.bytes() > 0);
            assertThat(stored.upTo(2)).singleElement().matches(segment -> segment.bytes() > 3_000);
        }
        try (var stored = StoredLog.open(disk)) {
            assertThat(stored.upTo(2)).singleElement().matches(segment -> segment.bytes() > 3_000);
        }
    }
}
