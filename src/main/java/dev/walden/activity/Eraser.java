package dev.walden.activity;

import dev.walden.activity.ForgottenWords.Forgotten;
import dev.walden.wal.LogRecord;
import dev.walden.wal.WalException;
import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes forgotten words out of the log, in time: their records are written once more without them, see {@link Wordless}, and blobs that
 * nothing names any more are deleted. Views forget at once; this is for who reads the files. Confined to the thread of the upkeep.
 *
 * <p>It begins at half of the time that is promised, as a service may be down for a while. Each round does what it can, a record says when
 * a round came to its end, and doing something twice changes nothing.
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

    Eraser(WriteAheadLog log, EventCodec codec, BlobSweep sweep, ForgottenRecords forgotten, ErasingTime schedule) {
        this.log = log;
        this.codec = codec;
        this.sweep = sweep;
        this.forgotten = forgotten;
        this.schedule = schedule;
    }

    /** Erases what is due, and all else that was forgotten, as the work is hardly more. */
    void erase() {
        List<Forgotten> pending = forgotten.oldest(MAX_FORGOTTEN);
        if (pending.isEmpty() || !schedule.due(timeOf(pending.getFirst().since()))) {
            return;
        }
        ErasingRound round = forgotten.of(pending);
        if (round.records().isEmpty() || written(round.records())) {
            end(round);
        }
    }

    private Instant timeOf(long seq) {
        List<Instant> found = new ArrayList<>(1);
        log.read(seq, seq, entry -> found.add(entry.at()));
        return found.getFirst();
    }

    /** Whether no record has its words any more. */
    private boolean written(NavigableSet<Long> records) {
        SortedMap<Long, byte[]> bodies = new TreeMap<>();
        new WantedRecords(log).read(records, entry -> {
            byte[] without = withoutWords(entry);
            if (without.length > 0) {
                bodies.put(entry.seq(), without);
            }
        });
        if (bodies.isEmpty()) {
            return true;
        }
        bodies.keySet().removeAll(Set.copyOf(log.rewrite(bodies, "content-erased")));
        if (!bodies.isEmpty()) {
            beginSegmentBehind(bodies.lastKey());
        }
        return bodies.isEmpty();
    }

    /**
     * Has the rest be in a full segment at a later look: asked once for what is there, as it takes a while until its digest is
     * recorded. Asked again after a day, as there may have been no room.
     */
    private void beginSegmentBehind(long seq) {
        Instant now = schedule.clock().instant();
        if (seq > begunBehind || !now.isBefore(begunAt.plus(BEGIN_AGAIN))) {
            begunBehind = log.durable();
            begunAt = now;
            log.beginSegment();
        }
    }

    /** The body without words; empty when it has none as it is. Events are compared, as encrypted bytes always differ. */
    private byte[] withoutWords(LogRecord entry) {
        return codec.read(entry)
                .map(RecordedEvent::event)
                .filter(event -> !Wordless.of(event).equals(event))
                .map(event -> codec.encodeInPlaceOf(entry, Wordless.of(event)))
                .orElse(new byte[0]);
    }

    private void end(ErasingRound round) {
        if (round.through() == 0) {
            return;
        }
        if (round.through() > sweptThrough) { // once, even if there is no room for the record of it
            deleted = sweep.run();
            sweptThrough = round.through();
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
}
