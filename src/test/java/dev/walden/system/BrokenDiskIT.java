package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.LogCondition;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalException;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults that a kernel makes, not a test double. The log lies on a file system in a sparse file on another one that gets full: the inner
 * one believes that it has room, takes the writes, and fails when they are to reach the disk. Needs root and loop devices.
 */
@Timeout(120)
class BrokenDiskIT {

    private static final int MOST_APPENDS = 20_000;

    @TempDir
    Path folder;

    @Test
    void aForceThatReallyFailsEndsTheLogAndLosesNothingAcknowledged() throws Exception {
        Assumptions.assumeTrue(LoopDisk.obstacle().isEmpty(), LoopDisk::obstacle);
        try (SmallDisk outer = SmallDisk.mount(folder.resolve("outer"), 24);
                LoopDisk inner = LoopDisk.mount(folder.resolve("outer/image"), folder.resolve("inner"))) {
            List<String> acknowledged = new ArrayList<>();
            AtomicReference<WalException> failure = new AtomicReference<>();
            try (SegmentedLog log = open(inner)) {
                append(log, acknowledged, 50);
                outer.fill(64 * 1024);
                assertThatThrownBy(() -> append(log, acknowledged, MOST_APPENDS))
                        .isInstanceOfSatisfying(WalException.Unusable.class, failure::set);

                assertThat(log.condition()).isInstanceOf(LogCondition.Unusable.class);
                assertThatThrownBy(() -> append(log, acknowledged, 1)).isInstanceOf(WalException.Unusable.class);
            }
            assertThat(failure.get()).hasMessageContaining("Input/output error");

            outer.free();
            inner.again(); // a new mount, as after a new start of the machine: nothing is left in memory
            try (SegmentedLog log = open(inner)) {
                List<String> found = bodies(log);
                assertThat(found.subList(0, acknowledged.size())).isEqualTo(acknowledged);
                assertThat(found).hasSizeLessThanOrEqualTo(acknowledged.size() + 1);
                append(log, acknowledged, 10);
            }
        }
    }

    /** Growing segments need new room for each commit; filled ones take theirs ahead, where a fault would not be met at work. */
    private static SegmentedLog open(LoopDisk disk) {
        WalOptions options = new WalOptions(
                disk.folder().resolve("home"),
                WalOptions.MIN_SEGMENT_BYTES,
                0,
                0,
                false,
                InstantSource.system(),
                failed -> {});
        return SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
    }

    private static void append(SegmentedLog log, List<String> acknowledged, int times) {
        for (int i = 0; i < times; i++) {
            String body = "\"type\":\"test\",\"v\":1,\"data\":{\"n\":" + acknowledged.size() + ",\"text\":\""
                    + "x".repeat(4_000) + "\"}";
            log.append(List.of(body.getBytes(StandardCharsets.UTF_8)), Urgency.NORMAL);
            acknowledged.add(body);
        }
    }

    private static List<String> bodies(SegmentedLog log) {
        List<String> bodies = new ArrayList<>();
        log.read(log.first(), log.durable(), entry -> {
            String body = StandardCharsets.UTF_8.decode(entry.body()).toString();
            return !body.startsWith("\"type\":\"test\"") || bodies.add(body);
        });
        return bodies;
    }
}
