package dev.walden.reasoning;

import java.time.Duration;

/** Time as retries need it: a clock that never steps back, and waiting. Tests put their own in its place. */
interface RetryClock {

    /** The clock of this machine. */
    RetryClock SYSTEM = new RetryClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    /** As {@link System#nanoTime()}: only differences mean something. */
    long nanos();

    /** Waits. */
    void pause(Duration time) throws InterruptedException;
}
