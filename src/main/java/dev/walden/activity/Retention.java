package dev.walden.activity;

import dev.walden.activity.ServiceEvent.TasksExpired;
import dev.walden.activity.TaskExpiry.Expired;
import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets tasks expire whose time is over: a record says which, views follow it, then the log is thinned of their steps, one full segment
 * after the other, see {@link ExpiredRecords}. What was begun is gone on with after any crash, as the newest record tells what there is to
 * do. A segment that lost something is not gone through again; one that lost nothing bears no mark, and is read once after each start.
 * Whether the time is over is asked twice, see {@link TwoLooks}. Confined to the thread of the upkeep.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Other upkeep is not kept waiting for longer. */
    private static final long THINNING_NANOS = Duration.ofSeconds(30).toNanos();

    /** About as many as views take in without others waiting for them long; only a single segment may hold more. */
    private static final int TASKS_AT_ONCE = 20_000;

    /** Times in the log differ by this much, or not at all. */
    private static final Duration TIME_IN_THE_LOG = Duration.ofNanos(1_000);

    /** An ended task stays longer than it must by one part in so many. */
    private static final int SEGMENTS_A_RETENTION = 8;

    private final WriteAheadLog log;
    private final EventCodec codec;
    private final Views views;
    private final Supplier<Optional<TaskExpiry>> tasks;
    private final RetentionTimes times;
    private final TwoLooks looks;

    /** The expiry that was gone on with last: up to where it reaches, and up to where the log is thinned for it. */
    private long through;

    private long done;
    private Instant keysBefore = Instant.EPOCH;

    /** The last record that this process let expire; the views may not know yet. */
    private long announced;

    Retention(
            WriteAheadLog log,
            EventCodec codec,
            Views views,
            Supplier<Optional<TaskExpiry>> tasks,
            RetentionTimes times) {
        this.log = log;
        this.codec = codec;
        this.views = views;
        this.tasks = tasks;
        this.times = times;
        this.looks = times.looks();
    }

    /** Goes on with what was begun, else lets expire what is due. The next call finds the views where the record of it is applied. */
    void run() {
        tasks.get().ifPresent(this::run);
    }

    private void run(TaskExpiry known) {
        views.read(known::newest)
                .filter(newest -> newest.event().through() > through)
                .ifPresent(this::begin);
        if (done < through) {
            thin(known); // also when nothing more is to expire: forgotten words count on it
        } else {
            times.tasks().ifPresent(keep -> {
                expire(keep, known);
                fillInTime(keep, known);
            });
        }
    }

    /** Where little happens a segment would take months to be full, and the tasks in it would stay as long. */
    private void fillInTime(Duration keep, TaskExpiry known) {
        long durable = log.durable();
        long first = log.lastBefore(times.now()) + 1;
        if (first < durable
                && timeOf(first).isBefore(times.now().minus(keep.dividedBy(SEGMENTS_A_RETENTION)))
                && !due(durable, known).isEmpty()) {
            log.beginSegment();
        }
    }

    private Instant timeOf(long seq) {
        List<Instant> found = new ArrayList<>(1);
        log.read(seq, seq, entry -> found.add(entry.at()));
        return found.getFirst();
    }

    private void begin(Expired newest) {
        through = newest.event().through();
        done = newest.event().from() - 1;
        keysBefore = newest.at().minus(times.idempotencyKeys());
    }

    /** What is due by a clock that can be trusted: what goes does not come back. */
    private void expire(Duration keep, TaskExpiry known) {
        Optional<Instant> time = looks.look();
        if (time.isPresent() && !expire(time.get().minus(keep), known)) {
            looks.again();
        }
        if (looks.begun().isPresent()) {
            warn(keep, known);
        }
    }

    private void warn(Duration keep, TaskExpiry known) {
        int tasks = due(log.lastBefore(times.now().minus(keep)), known).size();
        if (tasks > 0) {
            LOG.atWarn()
                    .addKeyValue("tasks", tasks)
                    .addKeyValue("atLeast", tasks > TASKS_AT_ONCE)
                    .addKeyValue("at", times.now().plus(looks.apart()))
                    .addKeyValue("clock", times.now())
                    .log("tasks will expire");
        }
    }

    /** Whether anything was left to expire. */
    private boolean expire(Instant before, TaskExpiry known) {
        long through = through(before, known);
        List<Long> due = through <= announced ? List.of() : due(through, known);
        if (!due.isEmpty()) {
            log.append(
                    List.of(codec.encode(new TasksExpired(due.getFirst(), through))),
                    WriteAheadLog.Urgency.OUTCOME); // it is to make room
            announced = through;
            LOG.atInfo().addKeyValue("throughSeq", through).log("tasks expired");
        }
        return !due.isEmpty();
    }

    /** The end of the last segment that is old enough, or of an earlier one when too many tasks would expire at once. */
    private long through(Instant before, TaskExpiry known) {
        List<Long> due = due(log.lastBefore(before), known);
        if (due.size() <= TASKS_AT_ONCE) {
            return log.lastBefore(before);
        }
        Instant none = timeOf(due.getFirst());
        Instant some = before;
        while (Duration.between(none, some).compareTo(TIME_IN_THE_LOG) > 0) {
            Instant middle = none.plus(Duration.between(none, some).dividedBy(2));
            if (due(log.lastBefore(middle), known).isEmpty()) {
                none = middle;
            } else {
                some = middle;
            }
        }
        return log.lastBefore(some);
    }

    private List<Long> due(long through, TaskExpiry known) {
        return views.read(connection -> known.due(through, TASKS_AT_ONCE + 1, connection));
    }

    private void thin(TaskExpiry known) {
        ExpiredRecords rule =
                new ExpiredRecords(views.read(connection -> known.kept(through, connection)), keysBefore, codec);
        long begun = System.nanoTime();
        while (done < through && System.nanoTime() - begun < THINNING_NANOS) {
            long next = log.thin(done + 1, through, rule, "tasks-expired");
            if (next <= done) {
                return;
            }
            done = next;
        }
        if (done == through) {
            LOG.atInfo().addKeyValue("throughSeq", through).log("log thinned of expired tasks");
        }
    }
}
