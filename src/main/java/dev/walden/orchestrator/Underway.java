package dev.walden.orchestrator;

import dev.walden.orchestrator.Follower.Reached;
import dev.walden.plugin.CallProgress;
import dev.walden.plugin.ProgressListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How far the calls of a task that are under way have come: of each the newest that its tool said, in RAM only, and nothing rests on it.
 * Thread-safe. Who says something waits for nobody, and wakes those who follow a few times a second at most, however much is said; they look
 * once a second anyway.
 */
final class Underway {

    static final Duration BETWEEN_RINGS = Duration.ofMillis(250);

    private final Runnable ring;
    private final LongSupplier nanos;

    /** Guarded by this, as are the fields below. */
    private final Map<String, Said> newest = new LinkedHashMap<>();

    private long number;
    private long rung;

    /**
     * Of a task without calls.
     *
     * @param ring wakes those who follow
     * @param nanos a clock that only goes forward, as {@link System#nanoTime}
     */
    Underway(Runnable ring, LongSupplier nanos) {
        this.ring = ring;
        this.nanos = nanos;
        this.rung = nanos.getAsLong() - BETWEEN_RINGS.toNanos();
    }

    /** A call begins: what is said of it is heard until it is closed. */
    Call begin(String call) {
        return new Call(call);
    }

    /** What was said last of each call under way, where that was behind this number. */
    synchronized List<Said> after(long seen) {
        return newest.values().stream().filter(said -> said.number() > seen).toList();
    }

    private synchronized boolean said(Call call, CallProgress progress) {
        if (call.over) {
            return false;
        }
        number++;
        newest.put(call.id, new Said(number, new Reached(call.id, progress)));
        long now = nanos.getAsLong();
        boolean rings = now - rung >= BETWEEN_RINGS.toNanos();
        if (rings) {
            rung = now;
        }
        return rings;
    }

    private synchronized void end(Call call) {
        call.over = true;
        newest.remove(call.id);
    }

    /** Something said. */
    record Said(long number, Reached reached) {}

    /** One call from its begin to its end. */
    final class Call implements ProgressListener, AutoCloseable {

        private final String id;

        /** Guarded by the enclosing instance: a tool that was left behind may still speak. */
        private boolean over;

        private Call(String id) {
            this.id = id;
        }

        @Override
        public void heard(CallProgress progress) {
            if (said(this, progress)) {
                ring.run();
            }
        }

        @Override
        public void close() {
            end(this);
        }
    }
}
