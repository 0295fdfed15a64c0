package dev.walden.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the service live and die: starts the real jar, kills it, starts it again. Every fourth kill comes while it is still starting, at
 * a random moment; for the others an {@link Aim} says when. Others use whatever life is current.
 */
final class Killer implements AutoCloseable {

    /** Decides when a life that is ready is killed. */
    interface Aim {
        /** Waits for the moment, not for ever. */
        void take(Random random) throws Exception;

        /** Looks what the kill hit. */
        default void look() throws Exception {}
    }

    private final Path home;
    private final String[] arguments;
    private final Random random;
    private final AtomicReference<@Nullable WaldenProcess> current = new AtomicReference<>();
    private long shortestStartMillis = Long.MAX_VALUE;
    private int killed;
    private int killedWhileStarting;

    Killer(Path home, long seed, String... arguments) {
        this.home = home;
        this.arguments = arguments.clone();
        this.random = new Random(seed);
    }

    /** The life that takes requests now, or took some a moment ago; null before the first. */
    @Nullable
    WaldenProcess current() {
        return current.get();
    }

    /** Kills so many times, and leaves a service that is ready. */
    WaldenProcess killTimes(int times, Aim aim) throws Exception {
        for (int i = 0; i < times; i++) {
            try (WaldenProcess life = WaldenProcess.start(home, arguments)) {
                if (i % 4 == 3) {
                    TimeUnit.MILLISECONDS.sleep(random.nextLong(shortestStartMillis));
                    killedWhileStarting += life.answersReady() ? 0 : 1;
                    life.kill();
                } else {
                    awaitReady(life);
                    aim.take(random);
                    life.kill();
                    aim.look();
                }
                killed++;
            }
        }
        WaldenProcess last = WaldenProcess.ready(home, arguments);
        current.set(last);
        return last;
    }

    private void awaitReady(WaldenProcess life) {
        long begun = System.nanoTime();
        life.awaitReady();
        long tookMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        shortestStartMillis = Math.min(shortestStartMillis, tookMillis);
        current.set(life);
    }

    int killed() {
        return killed;
    }

    /** Kills of a life that did not take requests yet. */
    int killedWhileStarting() {
        return killedWhileStarting;
    }

    @Override
    public void close() {
        WaldenProcess last = current.get();
        if (last != null) {
            last.close();
        }
    }
}
