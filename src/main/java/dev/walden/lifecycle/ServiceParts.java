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
 * <p>Each stop runs on a thread of its own and has a time, of one that all share. One that hangs is named in a warning and left
 * behind, so that the parts below it, the log at last, still stop in good order.
 */
final class ServiceParts {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceParts.class);

    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final List<ServicePart> parts;
    private final StopTimes times;
    private volatile String current = "none";
    private int begun;
    private long endBegunNanos;
    private boolean ending;

    /** Of a service that stops within these times. */
    ServiceParts(List<ServicePart> parts, StopTimes times) {
        this.parts = List.copyOf(parts);
        this.times = times;
    }

    /** The part that is being started or stopped; {@code closing} once all have, and their files are let go of. */
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
            Duration atMost = shorter(times.drain(), left());
            bounded(
                    part,
                    () -> part.drain().within(atMost),
                    shorter(times.drain().plus(times.part()), left()));
        }
    }

    /** Stops all that began to start, whatever fails: what never began has nothing to make durable. */
    void stop() {
        List<ServicePart> all = begun();
        for (int i = 0; i < all.size(); i++) {
            ServicePart part = all.get(i);
            // Shared out, so that parts which hang leave something to those below them.
            Duration atMost = shorter(times.part(), left().dividedBy(all.size() - i));
            bounded(part, () -> part.stop().within(atMost), atMost);
        }
        current = "closing";
    }

    /** Of the time for the whole stop, which begins with the first question; never quite nothing. */
    private Duration left() {
        if (!ending) {
            ending = true;
            endBegunNanos = System.nanoTime();
        }
        Duration left = times.whole().minusNanos(System.nanoTime() - endBegunNanos);
        return left.compareTo(A_MOMENT) < 0 ? A_MOMENT : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private List<ServicePart> begun() {
        return parts.subList(0, begun).reversed();
    }

    private void bounded(ServicePart part, Timed action, Duration atMost) {
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

    /** An ending that knows its time. */
    @FunctionalInterface
    private interface Timed {
        void run() throws InterruptedException;
    }
}
