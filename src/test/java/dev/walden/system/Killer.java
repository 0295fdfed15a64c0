package dev.walden.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the service live and die: starts the real jar, kills it at a random moment, starts it again. A quarter of the kills come while
 * it is still starting. Others use whatever life is current.
 */
final class Killer implements AutoCloseable {

    private final Path home;
    private final String[] arguments;
    private final Random random;
    private final Duration longestLife;
    private final AtomicReference<@Nullable WaldenProcess> current = new AtomicReference<>();
    private int killed;
    private int killedWhileStarting;

    /** @param longestLife at most so long after being ready a life lasts */
    Killer(Path home, long seed, Duration longestLife, String... arguments) {
        this.home = home;
        this.arguments = arguments.clone();
        this.random = new Random(seed);
        this.longestLife = longestLife;
    }

    /** The life that takes requests now, or took some a moment ago; null before the first. */
    @Nullable
    WaldenProcess current() {
        return current.get();
    }

    /** Kills so many times, and leaves a service that is ready. */
    WaldenProcess killTimes(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            try (WaldenProcess life = WaldenProcess.start(home, arguments)) {
                if (random.nextInt(4) == 0) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
                    killedWhileStarting++;
                } else {
                    life.awaitReady();
                    current.set(life);
                    TimeUnit.MILLISECONDS.sleep(random.nextLong(longestLife.toMillis()));
                }
                life.kill();
                killed++;
            }
        }
        WaldenProcess last = WaldenProcess.ready(home, arguments);
        current.set(last);
        return last;
    }

    int killed() {
        return killed;
    }

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
