package dev.walden.reasoning;

import java.time.Duration;

/** For how long an engine asked, of whichever task, to be left alone by all. Thread-safe. */
final class Hold {

    /** An engine that asks for a day is tried again meanwhile: its limits may have been raised, or it may not mean all. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final RetryClock clock;
    private long until;

    Hold(RetryClock clock) {
        this.clock = clock;
        this.until = clock.nanos();
    }

    synchronized void ask(Duration time) {
        long asked = clock.nanos() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
        if (asked - until > 0) {
            until = asked;
        }
    }

    /** What is left of it; not positive when it is over. */
    synchronized Duration left() {
        return Duration.ofNanos(until - clock.nanos());
    }
}
