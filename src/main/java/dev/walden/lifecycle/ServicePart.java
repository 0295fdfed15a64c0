package dev.walden.lifecycle;

import java.time.Duration;

/**
 * One part of the service that is started and stopped in order with the others. Immutable.
 *
 * @param name for messages when it fails or hangs
 * @param start makes it ready; an exception ends the start of the process
 * @param drain lets work under way end within a time, after which it is interrupted; new work is refused from its beginning on
 * @param stop makes what it holds durable and lets go of it, within a time
 */
record ServicePart(String name, Runnable start, Ending drain, Ending stop) {

    static ServicePart named(String name) {
        return new ServicePart(name, () -> {}, atMost -> {}, atMost -> {});
    }

    ServicePart startingBy(Runnable action) {
        return new ServicePart(name, action, drain, stop);
    }

    ServicePart drainingBy(Ending action) {
        return new ServicePart(name, start, action, stop);
    }

    ServicePart stoppingBy(Runnable action) {
        return stoppingWithin(atMost -> action.run());
    }

    ServicePart stoppingWithin(Ending action) {
        return new ServicePart(name, start, drain, action);
    }

    /** Ends something. */
    @FunctionalInterface
    interface Ending {
        void within(Duration atMost) throws InterruptedException;
    }
}
