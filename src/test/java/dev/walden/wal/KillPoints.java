package dev.walden.wal;

import dev.walden.wal.TamperedStorage.Call;
import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.TamperedStorage.Tampering;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Names the moments before and after each call that changes the disk, such as {@code before force segment}, counts them, and stops the world at
 * one of them: the thread that comes there tells it and waits to be killed, others do when they call the disk. Nothing here knows what
 * the log does when, so what it learns to do later has its moments named without a change.
 */
final class KillPoints implements Tampering {

    private final Map<String, Integer> seen = new ConcurrentSkipListMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Whether the other form of a segment is durable and not in its place yet. */
    private volatile boolean waiting;

    private final String point;
    private final int time;
    private final Consumer<Map<String, Integer>> onReached;

    /** Stops when the point is reached for the {@code time}-th time. */
    KillPoints(String point, int time, Consumer<Map<String, Integer>> onReached) {
        this.point = point;
        this.time = time;
        this.onReached = onReached;
    }

    /** All points that were passed, with how often. */
    Map<String, Integer> seen() {
        return seen;
    }

    @Override
    public void on(Call call) throws IOException {
        if (!changes(call)) {
            call.proceed().run();
            return;
        }
        var name = call.operation().name().toLowerCase(Locale.ROOT).replace('_', ' ') + kind(call);
        pass("before " + name);
        call.proceed().run();
        pass("after " + name);
        if (isRewritten(call.name()) || isRewritten(call.from())) {
            waiting = call.operation() == Operation.FORCE;
        }
    }

    private static boolean isRewritten(String file) {
        return file.endsWith(".rewrite");
    }

    /** Around a call that changes nothing, there is nothing to be found that the calls beside it do not show. */
    private static boolean changes(Call call) {
        return switch (call.operation()) {
            case CREATE, WRITE, FORCE, TRUNCATE, RENAME, DELETE, SYNC_FOLDER -> true;
            case LIST, OPEN, OPEN_TO_READ, READ -> false;
        };
    }

    private String kind(Call call) {
        var file = call.name();
        if (file.isEmpty()) {
            return "";
        }
        if (SegmentName.first(file).isPresent()) {
            return isRewritten(call.from()) ? " segment.jsonl.rewrite to segment" : " segment" + beside(call);
        }
        return " " + file.replaceAll("\\d{20}", "segment");
    }

    private String beside(Call call) {
        return call.filler() ? " with filler" : waiting ? ", a rewritten one waits" : "";
    }

    private void pass(String here) {
        boolean reached = seen.merge(here, 1, Integer::sum) == time && here.equals(point);
        if (reached && stopped.compareAndSet(false, true)) {
            onReached.accept(seen);
        }
        while (stopped.get()) {
            LockSupport.park(this);
        }
    }
}
