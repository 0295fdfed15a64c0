package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A record that fixes what a segment is cannot be read: that it was never written does not follow from it. */
class UnreadSealsTest {

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final SteppedBackground background = new SteppedBackground();
    private final String oldest = LogOnDisk.segments(disk).getFirst();

    private List<Long> rewrite(SegmentedLog log, long seq) {
        var bodies = new TreeMap<>(Map.of(seq, LogFixture.body("gone")));
        var erased = CompletableFuture.supplyAsync(() -> log.rewrite(bodies, "test"));
        while (!erased.isDone()) {
            background.seal();
            Thread.onSpinWait();
        }
        return erased.join();
    }

    private void sealAll(SegmentedLog log) {
        for (int i = 0; i < 4; i++) {
            background.seal();
            LogFixture.append(log, "a little later");
        }
    }

    /** Fills further segments, none of which is sealed. */
    private static void fill(SegmentedLog log) {
        for (int i = 0; i < 5; i++) {
            log.append(List.of(LogFixture.body("more" + i, 3_500)), WriteAheadLog.Urgency.NORMAL);
        }
    }

    /** Turns a bit of the last line of the log that begins so behind its time. */
    private void damageLineWith(String words) {
        for (var name : LogOnDisk.segments(disk).reversed()) {
            var content = disk.content(name);
            int at = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(words);
            if (at >= 0) {
                content[at + words.length() + 5] ^= 1;
                disk.put(name, content);
                return;
            }
        }
        throw new AssertionError(words);
    }

    private static String record(String type, String segment) {
        return "\"" + type + "\",\"v\":1,\"data\":{\"segment\":\"" + segment;
    }

    @Test
    void aRewrittenSegmentIsNotSealedAgain() {
        String last;
        try (var log = LogOnDisk.open(disk, background)) {
            sealAll(log);
            long seq = log.lastBefore(Instant.MAX);
            last = LogOnDisk.segments(disk).reversed().get(1);
            assertThat(rewrite(log, seq)).containsExactly(seq);
            LogFixture.append(log, "behind the record");
            fill(log);
        }
        damageLineWith(record("segment-sealed", last));

        try (var log = LogOnDisk.open(disk, background)) {
            long before = log.durable();
            sealAll(log);
            sealAll(log);

            assertThat(LogFixture.lines(log, before + 1, log.durable()))
                    .anyMatch(line -> line.contains("segment-sealed"))
                    .noneMatch(line -> line.contains(record("segment-sealed", last)));
        }
    }

    @Test
    void aRewritingThatMayBeAttestedIsLeftUntilItsRecordCanBeRead() {
        endWhileOneTakesItsPlace();
        var plain = disk.content(oldest);
        var attested = disk.content(oldest + ".rewrite");
        try (var log = LogOnDisk.open(disk, background)) {
            LogFixture.append(log, "behind the record");
            fill(log);
        }
        disk.put(oldest, plain);
        disk.put(oldest + ".rewrite", attested);
        damageLineWith(record("segment-rewritten", oldest));

        try (var _ = LogOnDisk.open(disk, background)) {
            background.seal();
            assertThat(disk.list()).contains(oldest + ".rewrite");
        }
        damageLineWith(record("segment-rewritten", oldest)); // the same bit: it is sound again

        try (var log = LogOnDisk.open(disk, background)) {
            background.seal();
            assertThat(LogFixture.lines(log, 2, 2).getFirst()).contains("gone");
            assertThat(disk.list()).doesNotContain(oldest + ".rewrite");
        }
    }

    private void endWhileOneTakesItsPlace() {
        var stopped = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.RENAME && call.name().equals(oldest)) {
                throw new IOException("killed");
            }
            call.proceed().run();
        });
        try (var log = LogOnDisk.open(stopped, background)) {
            assertThatThrownBy(() -> rewrite(log, 2)).hasMessageContaining("attested");
        }
    }
}
