package dev.walden.tools.mcp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next of several attempts: twice as long each time, up to a bound. For one thread. */
final class Pauses {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    Pauses(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The next pause. */
    Duration next() {
        Duration now = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return now;
    }

    /** The next pause, or up to half of it less, so that many do not come at once. */
    Duration nextWithJitter() {
        long millis = next().toMillis();
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /** Begins again with the shortest. */
    void reset() {
        next = first;
    }
}
