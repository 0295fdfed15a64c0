package dev.walden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.RecordedTasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What encryption costs a record, on one thread and without the log: encoding and decoding, plain and encrypted, in turns. */
@Tag("bench")
class EncryptionBench {

    private static final int ROUNDS = Integer.getInteger("walden.bench.rounds", 9);
    private static final int TASKS = 10_000;
    private static final long KEY_BYTES = 64L << 20;

    @TempDir
    Path folder;

    @Test
    void measure() throws Exception {
        try (RecordedTasks plain = new RecordedTasks(new Random(1), folder.resolve("plain"));
                RecordedTasks encrypted = RecordedTasks.encrypted(folder.resolve("encrypted"), KEY_BYTES)) {
            List<List<Double>> rounds = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                rounds.add(List.of(encode(plain), decode(plain), encode(encrypted), decode(encrypted)));
            }
            rounds.removeFirst(); // of code that was not compiled yet

            IO.println(String.format(
                    Locale.ROOT,
                    "A record of %.0f bytes plain, %.0f encrypted: encoding %.0f ns plain, %.0f encrypted; decoding %.0f plain, %.0f encrypted.",
                    bytes(plain),
                    bytes(encrypted),
                    median(rounds, 0),
                    median(rounds, 2),
                    median(rounds, 1),
                    median(rounds, 3)));
        }
    }

    private static double bytes(RecordedTasks tasks) {
        return tasks.encode().stream().mapToInt(body -> body.length).average().orElse(0);
    }

    private static double encode(RecordedTasks tasks) {
        return nanosARecord(() -> tasks.encode().size());
    }

    private static double decode(RecordedTasks tasks) {
        List<byte[]> bodies = tasks.encode();
        assertThat(tasks.decode(bodies)).isEqualTo(bodies.size());

        return nanosARecord(() -> tasks.decode(bodies));
    }

    private static double nanosARecord(LongSupplier task) {
        long records = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < TASKS; i++) {
            records += task.getAsLong();
        }
        return (double) (System.nanoTime() - begun) / records;
    }

    private static double median(List<List<Double>> rounds, int which) {
        return rounds.stream().mapToDouble(round -> round.get(which)).sorted().toArray()[rounds.size() / 2];
    }
}
