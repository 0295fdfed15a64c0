package dev.walden.wal;

import static dev.walden.wal.LogFixture.append;
import static dev.walden.wal.LogFixture.bodies;
import static dev.walden.wal.LogFixture.body;
import static dev.walden.wal.LogFixture.lines;
import static dev.walden.wal.LogFixture.metrics;
import static dev.walden.wal.LogFixture.small;
import static dev.walden.wal.LogFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedLogTest {

    @TempDir
    Path home;

    @Test
    void recordsOfOneAppendFollowEachOther() {
        try (var log = SegmentedLog.open(small(home), metrics())) {
            var first = append(log, "a");
            var second = append(log, "b", "c");

            assertThat(first.first()).isEqualTo(1);
            assertThat(second.last() - second.first()).isEqualTo(1);
            assertThat(log.durable()).isGreaterThanOrEqualTo(second.last());
            assertThat(bodies(log)).containsExactly(text("a"), text("b"), text("c"));
        }
    }

    @Test
    void aReopenedLogHoldsWhatWasAppendedAndGoesOn() {
        try (var log = SegmentedLog.open(small(home), metrics())) {
            append(log, "a", "b");
        }

        try (var log = SegmentedLog.open(small(home), metrics())) {
            append(log, "c");

            assertThat(bodies(log)).containsExactly(text("a"), text("b"), text("c"));
            assertThat(log.recovery().cutBytes()).isZero();
            assertThat(log.recovery().last()).isEqualTo(3);
        }
    }

    @Test
    void quietTimeAndClosingAreMarkedOnce() throws Exception {
        try (var log = SegmentedLog.open(small(home), metrics())) {
            append(log, "a");
            assertThat(log.awaitDurable(2, Duration.ofSeconds(10))).isTrue();
        }

        try (var log = SegmentedLog.open(small(home), metrics())) {
            assertThat(lines(log)).hasSize(2);
            assertThat(lines(log).getLast())
                    .startsWith("{\"seq\":2,\"durable\":1,")
                    .contains("\"type\":\"log-marker\",\"v\":1,\"data\":{}");
        }

        try (var log = SegmentedLog.open(small(home), metrics())) {
            assertThat(log.durable()).isEqualTo(2);
        }
    }

    @Test
    void recordsOverManySegmentsAreReadInOrderAndOneByOne() {
        var texts = new ArrayList<String>();
        try (var log = SegmentedLog.open(small(home), metrics())) {
            for (int i = 0; i < 300; i++) {
                texts.add("%04d".formatted(i).repeat(500));
                append(log, texts.getLast());
            }

            assertThat(bodies(log))
                    .isEqualTo(texts.stream().map(LogFixture::text).toList());
        }

        try (var log = SegmentedLog.open(small(home), metrics())) {
            assertThat(home.resolve("log")).isDirectoryContaining("glob:**.jsonl");
            assertThat(bodies(log))
                    .isEqualTo(texts.stream().map(LogFixture::text).toList());
            for (long seq = log.first(); seq <= log.durable(); seq++) {
                assertThat(lines(log, seq, seq)).singleElement().asString().startsWith("{\"seq\":" + seq + ",");
            }
        }
    }

    @Test
    void manyVirtualThreadsAppendAtOnce() throws Exception {
        try (var log = SegmentedLog.open(small(home), metrics());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int writer = i;
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        var at = append(log, writer + "-" + n, writer + "-" + n + "b");
                        assertThat(lines(log, at.first(), at.first()))
                                .singleElement()
                                .asString()
                                .contains(writer + "-" + n);
                    }
                }));
            }
            for (var one : all) {
                one.get();
            }

            assertThat(bodies(log)).hasSize(64 * 200).doesNotHaveDuplicates();
        }
    }

    @Test
    void partsFollowEachOtherAndAreAboutAsLongAsWanted() {
        try (var log = SegmentedLog.open(small(home), metrics())) {
            for (int i = 0; i < 200; i++) {
                log.append(Collections.nCopies(10, body("part " + i, 300)), Urgency.NORMAL);
            }
            long end = log.durable();
            var read = new ArrayList<String>();
            int parts = 0;

            for (long from = 1; from <= end; parts++) {
                long last = log.partEnd(from, end, 32 * 1024);
                assertThat(last).isBetween(from, end);
                read.addAll(lines(log, from, last));
                from = last + 1;
            }

            assertThat(read).isEqualTo(lines(log, 1, end));
            assertThat(parts).isBetween(20, 50);
            assertThat(log.partEnd(7, 9, 32 * 1024)).isEqualTo(9);
            assertThatThrownBy(() -> log.partEnd(1, end + 100, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRangeThatIsNotThereIsRefused() {
        try (var log = SegmentedLog.open(small(home), metrics())) {
            assertThat(lines(log, 1, 0)).isEmpty();
            var last = append(log, "a").last();

            assertThatThrownBy(() -> lines(log, 0, last)).hasMessageContaining("Records 0 to");
            assertThatThrownBy(() -> lines(log, 1, last + 100)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatCannotBePartOfALineIsRefused() {
        try (var log = SegmentedLog.open(small(home), metrics())) {
            assertThatThrownBy(() -> log.append(List.of(), Urgency.NORMAL))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> append(log, "a\nb")).hasMessageContaining("control characters");
            assertThatThrownBy(() -> append(log, "a\0b")).hasMessageContaining("control characters");
            assertThatThrownBy(() -> log.append(List.of(new byte[] {'"', (byte) 0xff, '"'}), Urgency.NORMAL))
                    .hasMessageContaining("UTF-8");
            assertThatThrownBy(() -> log.append(List.of(body("a", WriteAheadLog.MAX_BODY_BYTES + 1)), Urgency.NORMAL))
                    .isInstanceOf(WalException.TooLarge.class);
            assertThatThrownBy(() -> log.append(
                            List.of(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80}), Urgency.NORMAL))
                    .as("a lone surrogate")
                    .hasMessageContaining("UTF-8");
            assertThatThrownBy(() -> log.append(List.of(new byte[0]), Urgency.NORMAL))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.append(List.of(Markers.MARKER), Urgency.NORMAL))
                    .hasMessageContaining("written by the log itself");
            var tooMuch = Collections.nCopies(65, body("a", WriteAheadLog.MAX_BODY_BYTES));
            assertThatThrownBy(() -> log.append(tooMuch, Urgency.NORMAL)).isInstanceOf(WalException.TooLarge.class);
            assertThat(log.durable()).isZero();

            log.append(List.of(body("ä\u2028", WriteAheadLog.MAX_BODY_BYTES)), Urgency.NORMAL);
            assertThat(bodies(log)).singleElement().asString().contains("ä\u2028");
        }
    }
}
