package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Opens a spoilt folder and holds the log to what it promises of any folder whatever: it opens or says why not, a refusal changes
 * nothing, what opens can be read or says where not, takes an append and opens again. A driver of Jazzer finds {@code
 * fuzzerTestOneInput} by its name.
 */
final class FolderFuzz {

    enum Outcome {
        OPENED,
        OPENED_WITH_DAMAGE_INSIDE,
        REFUSED
    }

    private static final int TINY_SEGMENT_BYTES = 1_500;
    private static final List<Map<String, byte[]>> SOUND = List.of(sound(1, false), sound(12, false), sound(12, true));

    private FolderFuzz() {}

    /** One input of a fuzzer that watches which code it reaches. */
    public static void fuzzerTestOneInput(byte[] input) {
        run(new GivenLuck(input));
    }

    /** Throws when a promise is broken. */
    static Outcome run(RandomGenerator luck) {
        var files = new FolderMutations(luck, SOUND.get(luck.nextInt(SOUND.size()))).some();
        var disk = new SimulatedDisk();
        files.forEach(disk::put);
        boolean damaged;
        try (var log = open(disk, new SteppedBackground())) {
            damaged = !readable(log);
            log.append(List.of(LogFixture.body("new")), Urgency.NORMAL);
        } catch (WalException.Damaged | WalException.UnknownFormat e) {
            requireUnchanged(disk, files);
            return Outcome.REFUSED;
        }
        reopen(disk, damaged);
        return damaged ? Outcome.OPENED_WITH_DAMAGE_INSIDE : Outcome.OPENED;
    }

    private static void reopen(SimulatedDisk disk, boolean damaged) {
        try (var log = open(disk, new SteppedBackground())) {
            long last = log.recovery().last();
            boolean there = damaged || LogFixture.bodies(log).contains(LogFixture.text("new"));
            if (!there || last < 1) {
                throw new AssertionError("what was appended to the spoilt log is gone");
            }
        } catch (WalException.Damaged | WalException.UnknownFormat e) {
            throw new AssertionError("it opened once, and then no more: " + e.getMessage(), e);
        }
    }

    private static boolean readable(SegmentedLog log) {
        try {
            LogFixture.lines(log);
            return true;
        } catch (WalException.Damaged e) {
            return false;
        }
    }

    private static void requireUnchanged(SimulatedDisk disk, Map<String, byte[]> files) {
        boolean same = disk.list().size() == files.size()
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(disk.content(file.getKey()), file.getValue()));
        if (!same) {
            throw new AssertionError("a folder that was refused was changed: " + disk.list());
        }
    }

    private static SegmentedLog open(SimulatedDisk disk, Background background) {
        var options = new WalOptions(
                Path.of("nowhere"), TINY_SEGMENT_BYTES, 0, 0, true, InstantSource.fixed(LogOnDisk.NOON), failure -> {});
        var wiring =
                new Wiring(disk, background, Duration.ofDays(1), () -> LogOnDisk.LOG_ID, TailScan::highestWatermark);
        return SegmentedLog.open(options, LogFixture.metrics(), wiring);
    }

    private static Map<String, byte[]> sound(int appends, boolean archived) {
        LogFixture.silence(); // thousands of openings
        var disk = new SimulatedDisk();
        var background = new SteppedBackground();
        var luck = new Random(appends);
        try (var log = open(disk, background)) {
            for (int i = 0; i < appends; i++) {
                LogFixture.append(log, "a" + i, "b".repeat(luck.nextInt(400)));
                background.seal();
            }
            if (archived) {
                log.archive(log.durable() / 2, Instant.MAX);
                while (background.seal()) {
                    LogFixture.append(log, "until nothing is left to seal");
                }
            }
        }
        var files = new HashMap<String, byte[]>();
        disk.list().forEach(name -> files.put(name, disk.content(name)));
        return files;
    }

    /** Luck that is told byte by byte, so that a fuzzer can steer it; zero when it is used up. */
    private static final class GivenLuck implements RandomGenerator {

        private final byte[] bytes;
        private int used;

        GivenLuck(byte[] bytes) {
            this.bytes = bytes;
        }

        private int next() {
            return used < bytes.length ? Byte.toUnsignedInt(bytes[used++]) : 0;
        }

        @Override
        public int nextInt() {
            return next() << 8 | next();
        }

        @Override
        public int nextInt(int bound) {
            return bound <= 256 ? next() % bound : nextInt() % bound;
        }

        @Override
        public boolean nextBoolean() {
            return (next() & 1) == 1;
        }

        @Override
        public long nextLong() {
            return (long) nextInt() << 32 | nextInt();
        }
    }
}
