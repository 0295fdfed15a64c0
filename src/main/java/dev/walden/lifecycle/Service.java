package dev.walden.lifecycle;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as one thing that starts, takes tasks, drains and stops. Its four steps are called once each, in order, by the thread
 * of the application context; state and stop reason may be read and asked for by any.
 */
final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final ServiceParts parts;
    private final LifecycleMetrics metrics;
    private final Runnable onReady;
    private final Supplier<String> address;
    private volatile ServiceState state = ServiceState.STARTING;
    private final AtomicReference<String> stopReason;

    /**
     * Made of parts, none started yet.
     *
     * @param onReady records that tasks are taken from now on
     * @param address where it listens, asked when the port is open
     * @param stopReason why it stops; whoever asks for a stop may set it first
     */
    Service(
            ServiceParts parts,
            LifecycleMetrics metrics,
            Runnable onReady,
            Supplier<String> address,
            AtomicReference<String> stopReason) {
        this.parts = parts;
        this.metrics = metrics;
        this.onReady = onReady;
        this.address = address;
        this.stopReason = stopReason;
    }

    ServiceState state() {
        return state;
    }

    void stopBecause(String reason) {
        stopReason.set(reason);
    }

    /** The part that is being started or stopped. */
    String currentPart() {
        return parts.current();
    }

    /** Everything up to resumed tasks; the port is still closed. */
    void start() {
        parts.start();
    }

    /** The port is open. */
    void admit() {
        onReady.run();
        state = ServiceState.READY;
        LOG.atInfo()
                .addKeyValue("version", ServiceProcess.version())
                .addKeyValue("address", address.get())
                .addKeyValue("durationMs", ManagementFactory.getRuntimeMXBean().getUptime())
                .log("service ready");
    }

    /** The port is still open, for reads and for the answers of what ends now. */
    void drain() {
        state = ServiceState.DRAINING;
        LOG.atInfo().addKeyValue("reason", stopReason.get()).log("service draining");
        long begun = System.nanoTime();
        parts.drain();
        LOG.atInfo().addKeyValue("durationMs", since(begun).toMillis()).log("service drained");
    }

    /** The port is closed. */
    void stop() {
        parts.stop();
        metrics.logSnapshot();
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
