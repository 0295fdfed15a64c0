package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The bytes on disk: equal to the golden log of this format version, and every golden log stays readable. */
class LogFormatTest {

    private static final List<String> GOLDEN = List.of(SegmentName.of(1), SegmentName.of(5), SegmentName.of(7));

    private static byte[] golden(String name) throws IOException {
        try (InputStream file = LogFormatTest.class.getResourceAsStream("/golden/v1/" + name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }

    /** A clock that goes on by 1.000001 s at each look. */
    private static InstantSource clock() {
        var looks = new AtomicLong();
        return () -> LogOnDisk.NOON.plusNanos(looks.getAndIncrement() * 1_000_001_000L);
    }

    private static WalOptions options(InstantSource clock) {
        return new WalOptions(Path.of("nowhere"), 1_024, 0, 0, true, clock, failure -> {});
    }

    private static SegmentedLog open(Storage disk, SteppedBackground background, InstantSource clock) {
        return SegmentedLog.open(options(clock), LogFixture.metrics(), LogOnDisk.wiring(disk, background));
    }

    private static SimulatedDisk writeTheGoldenLog() throws InterruptedException {
        var disk = new SimulatedDisk();
        var background = new SteppedBackground();
        try (var log = open(disk, background, clock())) {
            LogFixture.append(log, "first");
            LogFixture.append(log, "two at once", "with ümläuts, 漢字, 🦆 and \u2028");
            log.append(
                    List.of("\"type\":\"empty\",\"v\":1,\"data\":{}".getBytes(StandardCharsets.UTF_8)), Urgency.NORMAL);
            log.append(List.of(LogFixture.body("long ", 200)), Urgency.NORMAL);
            log.append(List.of(LogFixture.body("next segment ", 200)), Urgency.OUTCOME);
            background.seal();
            assertThat(log.awaitDurable(7, Duration.ofSeconds(20))).isTrue();
            LogFixture.append(log, "last");
        }
        return disk;
    }

    @Test
    void whatIsWrittenEqualsTheGoldenLogByteForByte() throws Exception {
        var disk = writeTheGoldenLog();

        assertThat(LogOnDisk.segments(disk)).isEqualTo(GOLDEN);
        for (var name : GOLDEN) {
            var content = new String(disk.content(name), StandardCharsets.UTF_8).stripTrailing() + "\n";
            assertThat(content).isEqualTo(new String(golden(name), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theGoldenLogIsReadable() throws IOException {
        var disk = new SimulatedDisk();
        for (var name : GOLDEN) {
            disk.put(name, golden(name));
        }

        try (var log = open(disk, new SteppedBackground(), clock())) {
            assertThat(LogFixture.bodies(log)).hasSize(7).contains(LogFixture.text("with ümläuts, 漢字, 🦆 and \u2028"));
            var times = new ArrayList<Instant>();
            log.read(1, 3, entry -> times.add(entry.at()));
            var second = LogOnDisk.NOON.plusNanos(1_000_001_000L);
            assertThat(times).containsExactly(LogOnDisk.NOON, second, second);
        }
    }

    @Test
    void aSealRecordHoldsTheDigestOfTheSealedFile() throws Exception {
        var sealed = golden(GOLDEN.getFirst());
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sealed));

        assertThat(new String(golden(GOLDEN.getLast()), StandardCharsets.UTF_8))
                .contains(
                        "\"type\":\"segment-sealed\",\"v\":1,\"data\":{\"segment\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\"}"
                                .formatted(GOLDEN.getFirst(), sealed.length, digest));
    }

    @Test
    void aDigestThatACrashLeftUnrecordedIsRecordedByTheNextStart() {
        var disk = new SimulatedDisk();
        try (var log = open(disk, new SteppedBackground(), clock())) { // nothing is ever sealed here
            for (int i = 0; i < 12; i++) {
                log.append(List.of(LogFixture.body("x", 300)), Urgency.NORMAL);
            }
        }
        var segments = LogOnDisk.segments(disk);

        var background = new SteppedBackground();
        try (var log = open(LogOnDisk.unhurried(disk), background, clock())) {
            while (background.seal()) {
                LogFixture.append(log, "commits what the sealing asks for");
            }

            var seals = LogFixture.lines(log).stream()
                    .filter(line -> line.contains("segment-sealed"))
                    .toList();
            assertThat(segments).hasSizeGreaterThan(4);
            for (int i = 0; i < segments.size() - 1; i++) {
                assertThat(seals.get(i)).contains(segments.get(i));
            }
        }
    }

    @Test
    void aClockThatJumpsChangesNoOrder() {
        var disk = new SimulatedDisk();
        var times = List.of(
                "2026-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "+123456-01-01T00:00:00Z", "-5000-01-01T00:00:00Z");
        var next = new AtomicLong();
        InstantSource jumping = () -> Instant.parse(times.get((int) (next.getAndIncrement() % times.size())));
        try (var log = open(disk, new SteppedBackground(), jumping)) {
            for (int i = 0; i < 4; i++) {
                var appended = LogFixture.append(log, "r" + i);
                log.read(appended.first(), appended.first(), entry -> entry.at().equals(appended.at()) || fail());
            }
        }

        try (var log = open(disk, new SteppedBackground(), jumping)) {
            assertThat(LogFixture.bodies(log))
                    .hasSize(4)
                    .startsWith(LogFixture.text("r0"))
                    .endsWith(LogFixture.text("r3"));
            assertThat(LogFixture.lines(log).get(2)).contains("\"at\":\"9999-12-31T23:59:59.999999Z\"");
        }
    }

    private static boolean fail() {
        throw new AssertionError("the time read is another than the time told");
    }
}
