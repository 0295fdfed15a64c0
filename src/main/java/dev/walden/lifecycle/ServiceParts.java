package dev.walden.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the service in the order of their start; they stop in the opposite one. Used by one thread at a time, but for
 * {@link #current}.
 *
 * <p>Each stop runs on a thread of its own and has a time. One that hangs is named in a warning and left behind, so that the parts
 * below it, the log at last, still stop in good order.
 */
final class ServiceParts {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceParts.class);

    private final List<ServicePart> parts;
    private final Duration drainDeadline;
    private final Duration stopDeadline;
    private volatile String current = "none";
    private int begun;

    /**
     * Of a service whose parts have these times.
     *
     * @param drainDeadline for each drain: running steps end or are interrupted and recorded
     * @param stopDeadline for each stop
     */
    ServiceParts(List<ServicePart> parts, Duration drainDeadline, Duration stopDeadline) {
        this.parts = List.copyOf(parts);
        this.drainDeadline = drainDeadline;
        this.stopDeadline = stopDeadline;
    }

    /** The part that is being started or stopped. */
    String current() {
        return current;
    }

    /** Starts all; the first failure ends it. */
    void start() {
        for (ServicePart part : parts) {
            current = part.name();
            begun++;
            part.start().run();
        }
        current = "none";
    }

    /** Lets work under way end, within the drain deadline and what interrupting it takes. */
    void drain() {
        for (ServicePart part : begun()) {
            bounded(part, () -> part.drain().within(drainDeadline), drainDeadline.plus(stopDeadline));
        }
    }

    /** Stops all that began to start, whatever fails: what never began has nothing to make durable. */
    void stop() {
        for (ServicePart part : begun()) {
            bounded(part, () -> part.stop().run(), stopDeadline);
        }
    }

    private List<ServicePart> begun() {
        return parts.subList(0, begun).reversed();
    }

    private void bounded(ServicePart part, Ending action, Duration atMost) {
        current = part.name();
        var failure = new AtomicReference<Exception>();
        Thread thread = Thread.ofPlatform().daemon().name("stop-" + part.name()).start(() -> {
            try {
                action.run();
            } catch (Exception failed) { // any kind: the other parts must stop all the same
                failure.set(failed);
            }
        });
        if (!endsWithin(thread, atMost)) {
            warn(part).addKeyValue("durationMs", atMost.toMillis()).log("part hung at stop, left behind");
            thread.interrupt();
        } else if (failure.get() != null) {
            warn(part).setCause(failure.get()).log("part failed at stop");
        }
    }

    private static org.slf4j.spi.LoggingEventBuilder warn(ServicePart part) {
        return LOG.atWarn().addKeyValue("part", part.name());
    }

    private static boolean endsWithin(Thread thread, Duration atMost) {
        try {
            return thread.join(atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Something that ends a part. */
    @FunctionalInterface
    private interface Ending {
        void run() throws InterruptedException;
    }
}
