package dev.walden.reasoning.rules;

import java.time.Duration;

/**
 * When the reading of a task must be over. Bound to the attempt rather than handed on, because the recognisers are stateless. Outside
 * an attempt there is none.
 */
final class Deadline {

    /** In the nanoseconds of {@link System#nanoTime()}. */
    static final ScopedValue<Long> NANOS = ScopedValue.newInstance();

    private Deadline() {}

    static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** Called before each piece of work that its own limits bound. */
    static void check() {
        if (NANOS.isBound() && System.nanoTime() - NANOS.get() >= 0) {
            throw new Passed();
        }
    }

    /** The time is over. */
    static final class Passed extends RuntimeException {}
}
