package dev.walden.activity;

import dev.walden.activity.ForgottenWords.Forgotten;
import dev.walden.wal.WalException;
import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes forgotten words out of the log, in time: their records are written once more without them, see {@link Wordless}, and blobs that
 * nothing names any more are deleted. Views forget at once; this is for who reads the files. Confined to the thread of the upkeep.
 *
 * <p>It begins at half of the time that is promised, as a service may be down for a while. Each round does what it can, a record says when
 * a round came to its end, and doing something twice changes nothing. What is damaged is gone by, and keeps the round from its end; so
 * does a task that is still running.
 */
final class Eraser {

    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
    private static final int MAX_FORGOTTEN = 1_000;
    private static final Duration BEGIN_AGAIN = Duration.ofDays(1);

    private final WriteAheadLog log;
    private final EventCodec codec;
    private final BlobSweep sweep;
    private final ForgottenRecords forgotten;
    private final ErasingTime schedule;

    /** The last record when a new segment was asked for, and when that was. */
    private long begunBehind;

    private Instant begunAt = Instant.EPOCH;

    /** Up to where blobs were swept, and how many were deleted then. */
    private long sweptThrough;

    private int deleted;

    /** Whether records lost their words since blobs were swept. */
    private boolean reworded;

    /** Whose words are gone while something older waits for its task. */
    private final Set<Forgotten> erased = new HashSet<>();

    /** How much of what was forgotten is looked at. */
    private int number = MAX_FORGOTTEN;

    Eraser(WriteAheadLog log, EventCodec codec, BlobSweep sweep, ForgottenRecords forgotten, ErasingTime schedule) {
        this.log = log;
        this.codec = codec;
        this.sweep = sweep;
        this.forgotten = forgotten;
        this.schedule = schedule;
    }

    /** Erases what is due, and all else that was forgotten, as the work is hardly more. */
    void erase() {
        List<Forgotten> pending = forgotten.oldest(number);
        Optional<Instant> first = pending.stream().flatMap(this::timeOf).findFirst();
        schedule.tell(first);
        erased.retainAll(Set.copyOf(pending));
        if (pending.isEmpty() || !first.map(schedule::due).orElse(true)) {
            return;
        }
        ErasingRound round = forgotten.of(pending, erased);
        boolean gone = (!round.held() || isDue(round.ready())) && gone(round);
        if (gone && !round.held()) {
            number = MAX_FORGOTTEN;
        } else if (pending.size() >= number) {
            number *= 2; // what cannot be erased is not in the way of what was forgotten later
        }
    }

    /** What is younger than a task that is waited for has its own time: each round reads and writes much. */
    private boolean isDue(List<Forgotten> ready) {
        return !ready.isEmpty()
                && ready.stream()
                        .flatMap(this::timeOf)
                        .findFirst()
                        .map(schedule::due)
                        .orElse(true);
    }

    private boolean gone(ErasingRound round) {
        if (!round.records().isEmpty() && !written(round.records())) {
            return false;
        }
        if (round.held()) {
            erased.addAll(round.ready());
        }
        end(round);
        return true;
    }

    /** Nothing when that record cannot be read. */
    private Stream<Instant> timeOf(Forgotten one) {
        List<Instant> found = new ArrayList<>(1);
        try {
            log.read(one.since(), one.since(), entry -> found.add(entry.at()));
        } catch (WalException.Damaged _) {
            return Stream.empty();
        }
        return found.stream();
    }

    /** Whether no record has its words any more. */
    private boolean written(NavigableSet<Long> records) {
        LateWords late = LateWords.of(records, log, codec);
        if (!late.bodies().isEmpty()) {
            late.erased(log.rewrite(late.bodies(), "content-erased"));
            reworded = true;
            beginSegmentBehind(late.bodies().keySet());
        }
        return late.isEmpty();
    }

    /**
     * Has the rest be in a full segment at a later look: asked once for what is there, as it takes a while until its digest is
     * recorded. Asked again after a day, as there may have been no room.
     */
    private void beginSegmentBehind(Set<Long> left) {
        long full = log.lastBefore(Instant.MAX);
        long seq = left.stream()
                .filter(one -> one > full)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        Instant now = schedule.clock().instant();
        if (seq > begunBehind || !now.isBefore(begunAt.plus(BEGIN_AGAIN))) {
            begunBehind = log.durable();
            begunAt = now;
            log.beginSegment();
        }
    }

    private void end(ErasingRound round) {
        boolean toSweep = round.through() > sweptThrough || (round.held() && reworded);
        if (toSweep && !swept(round)) { // once, even if there is no room for the record of it
            return;
        }
        if (round.through() == 0) {
            return;
        }
        try {
            log.append(
                    List.of(codec.encode(new ServiceEvent.WordsErased(round.through(), deleted))),
                    WriteAheadLog.Urgency.NORMAL);
        } catch (WalException.NoSpace later) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("throughSeq", round.through())
                .addKeyValue("blobs", deleted)
                .log("forgotten words erased from the log");
    }

    /** False when blobs cannot be swept now. */
    private boolean swept(ErasingRound round) {
        OptionalInt gone = sweep.run();
        if (gone.isPresent()) {
            deleted = gone.getAsInt();
            sweptThrough = Math.max(sweptThrough, round.through());
            reworded = false;
        }
        return gone.isPresent();
    }
}
