package dev.walden.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up on a few platform threads of its own. Thread-safe. The system's lookup blocks in native code, hears no interrupt and
 * has no deadline: on a virtual thread a name server that hangs would take the carriers of every task. Here the caller can be
 * interrupted, and what hangs is bounded.
 */
final class BoundedNames implements NameService, AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final NameService names;
    private final ThreadPoolExecutor threads;

    /**
     * @param atOnce how many lookups run at the same time
     * @param waiting how many more may wait for their turn
     */
    BoundedNames(NameService names, int atOnce, int waiting) {
        this.names = names;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("lookup-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Waits for the lookup.
     *
     * @throws UnknownHostException also when too many wait already, and when interrupted, which leaves the thread interrupted
     */
    @Override
    public InetAddress[] lookup(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> names.lookup(host));
        try {
            threads.execute(lookup);
            return lookup.get();
        } catch (RejectedExecutionException e) {
            throw unknown("Too many names are being looked up already; try again later.", e);
        } catch (InterruptedException e) {
            threads.remove(lookup);
            Thread.currentThread().interrupt();
            throw unknown("The lookup of " + host + " was given up.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : unknown("The lookup of " + host + " broke: " + e.getCause(), e);
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }

    /** Lets nothing new begin; what hangs ends with the process. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
