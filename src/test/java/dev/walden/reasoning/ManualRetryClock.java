package dev.walden.reasoning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only by its own pauses. */
final class ManualRetryClock implements RetryClock {

    final List<Duration> pauses = new ArrayList<>();
    /** What happens during the next pause, once. */
    Runnable meanwhile = () -> {};

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration time) {
        pauses.add(time);
        nanos += time.toNanos();
        Runnable happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
    }
}
