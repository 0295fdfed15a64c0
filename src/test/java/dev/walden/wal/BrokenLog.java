package dev.walden.wal;

import dev.walden.wal.TamperedStorage.Action;
import dev.walden.wal.TamperedStorage.Call;
import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.TamperedStorage.Tampering;
import java.io.IOException;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Logs that are wrong on purpose, made of the sound one by tampering with its calls to the disk. */
enum BrokenLog {
    NONE,
    NEVER_FORCES,
    ACKNOWLEDGES_BEFORE_THE_FORCE,
    NEVER_SYNCS_THE_FOLDER,
    DOES_NOT_REFILL_WHAT_IT_CUTS,
    TRIES_A_FORCE_AGAIN,
    TRUSTS_WHAT_IT_READS_BEYOND_THE_WATERMARK;

    private Tampering tampering() {
        return switch (this) {
            case NONE -> call -> call.proceed().run();
            case NEVER_FORCES -> without(call -> call.operation() == Operation.FORCE);
            case ACKNOWLEDGES_BEFORE_THE_FORCE -> forcingLate();
            case NEVER_SYNCS_THE_FOLDER -> without(call -> call.operation() == Operation.SYNC_FOLDER);
            case DOES_NOT_REFILL_WHAT_IT_CUTS ->
                without(call -> call.operation() == Operation.WRITE && call.filler() && ofSegment(call));
            case TRIES_A_FORCE_AGAIN -> BrokenLog::tryingAgain;
            case TRUSTS_WHAT_IT_READS_BEYOND_THE_WATERMARK -> notWritingAgain();
        };
    }

    Simulation simulation(RandomGenerator luck) {
        return new Simulation(luck, storage -> new TamperedStorage(storage, tampering()), TailScan::highestWatermark);
    }

    /** The first failure among random scripts, or null after {@code most}. */
    ScriptShrinker.@Nullable Failure firstFailure(int most) {
        for (long seed = 1; seed <= most; seed++) {
            var failure = ScriptShrinker.run(seed, SimulationScripts.random(new Random(seed)), this::simulation);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private static boolean ofSegment(Call call) {
        return call.name().endsWith(".jsonl");
    }

    @FunctionalInterface
    private interface Choice {
        boolean of(Call call);
    }

    private static Tampering without(Choice left) {
        return call -> {
            if (!left.of(call)) {
                call.proceed().run();
            }
        };
    }

    /** The force of a commit is done before the next call, after the acknowledgement. */
    private static Tampering forcingLate() {
        var owed = new AtomicReference<Action>(() -> {});
        return call -> {
            owed.getAndSet(() -> {}).run();
            if (call.operation() == Operation.FORCE && ofSegment(call)) {
                owed.set(call.proceed());
            } else {
                call.proceed().run();
            }
        };
    }

    private static void tryingAgain(Call call) throws IOException {
        try {
            call.proceed().run();
        } catch (IOException e) {
            if (call.operation() != Operation.FORCE) {
                throw e;
            }
            call.proceed().run();
        }
    }

    /** Leaves out what the tail repair writes again: it opens the last segment once, and the writer a second time. */
    private static Tampering notWritingAgain() {
        var opened = new HashMap<String, Integer>();
        return call -> {
            if (call.operation() == Operation.OPEN) {
                opened.merge(call.name(), 1, Integer::sum);
            }
            boolean again = call.operation() == Operation.WRITE
                    && ofSegment(call)
                    && !call.filler()
                    && opened.getOrDefault(call.name(), 0) == 1;
            if (!again) {
                call.proceed().run();
            }
        };
    }
}
