package dev.walden.bench;

import dev.walden.bench.Appending.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The goals of the log while it is written, judged from the rounds. */
record LogGoals(Rounds rounds) {

    private static final String ROCKS_DB = "RocksDB, sync";
    private static final String CHRONICLE = "Chronicle Queue, SYNC";

    List<Goal> all() {
        List<Goal> goals = new ArrayList<>();
        Optional<Double> raw = rounds.median(RawFile.BLOCKS.name(), 1, Rounds::p50Micros);
        goals.add(Goal.atMost("1 writer: p50 ÷ raw p50", 1.25, "", Goal.ratio(walden(1, Rounds::p50Micros), raw)));
        goals.add(Goal.atLeast("1 writer: appends/s ÷ Chronicle's", 1, "", against(1, CHRONICLE, 1)));
        goals.add(Goal.atLeast(
                "1 writer: appends/s ÷ SQLite's, a transaction each", 1.2, "", against(1, Sqlite.EACH.name(), 1)));
        goals.add(Goal.atLeast("1 writer: appends/s ÷ RocksDB's", 1.2, "", against(1, ROCKS_DB, 1)));
        goals.add(Goal.atMost("64 writers: p50 ÷ raw p50", 4, "", Goal.ratio(walden(64, Rounds::p50Micros), raw)));
        goals.add(Goal.atMost("64 writers: p99 ÷ raw p50", 8, "", Goal.ratio(walden(64, Rounds::p99Micros), raw)));
        goals.add(Goal.atLeast("64 writers: appends/s ÷ RocksDB's", 5, "", against(64, ROCKS_DB, 64)));
        goals.add(Goal.atLeast("512 writers: appends/s ÷ RocksDB's", 8, "", against(512, ROCKS_DB, 512)));
        goals.add(Goal.atLeast(
                "512 writers: appends/s ÷ SQLite's, 512 a transaction",
                3.5,
                "",
                against(512, Sqlite.BATCHED.name(), 1)));
        goals.add(Goal.atMost("512 writers: processor time a record", 4, " µs", walden(512, Figures::cpuMicros)));
        goals.add(Goal.atLeast(
                "4096 writers: appends/s ÷ those of 512",
                0.9,
                "",
                Goal.ratio(walden(4096, Figures::perSecond), walden(512, Figures::perSecond))));
        for (int writers : new int[] {1, 64, 512}) {
            goals.add(Goal.atLeast(
                    "%d writer%s: appends per fdatasync".formatted(writers, writers == 1 ? "" : "s"),
                    0.45 * writers,
                    "",
                    walden(writers, Figures::perForce)));
        }
        for (int writers : new int[] {64, 512}) {
            goals.add(Goal.atMost(
                    "rotation, %d writers: worst commit ÷ p99".formatted(writers),
                    3,
                    "",
                    Goal.ratio(rotation(writers), walden(writers, Rounds::p99Micros))));
        }
        return goals;
    }

    /** Over the rounds that had a rotation. */
    private Optional<Double> rotation(int writers) {
        return walden(writers, figures -> {
            long nanos = figures.worstAtRotation().toNanos();
            return nanos == 0 ? Double.NaN : nanos / 1e3;
        });
    }

    private Optional<Double> walden(int writers, ToDoubleFunction<Figures> figure) {
        return rounds.median(WaldenLog.NAME, writers, figure);
    }

    private Optional<Double> against(int writers, String peer, int peerWriters) {
        return Goal.ratio(walden(writers, Figures::perSecond), rounds.median(peer, peerWriters, Figures::perSecond));
    }
}
