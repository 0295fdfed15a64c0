package dev.walden.activity;

import dev.walden.wal.WalException;
import dev.walden.wal.WriteAheadLog;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The activity log on a write-ahead log. Thread-safe: events are encoded, and blobs awaited, on the caller's thread. */
final class DurableActivityLog implements ActivityLog {

    /** What the log adds to a body, more or less. */
    private static final int ENVELOPE_BYTES = 100;

    private final WriteAheadLog log;
    private final EventCodec codec;
    private final AppliedPosition position;
    private final Admission admission;
    private final AtomicLong lastItem = new AtomicLong();

    /** One without a quota. */
    DurableActivityLog(WriteAheadLog log, EventCodec codec, AppliedPosition position) {
        this(log, codec, position, Admission.FREE);
    }

    DurableActivityLog(WriteAheadLog log, EventCodec codec, AppliedPosition position, Admission admission) {
        this.log = log;
        this.codec = codec;
        this.position = position;
        this.admission = admission;
    }

    @Override
    public Appended append(List<? extends ActivityEvent> events) {
        if (events.stream().noneMatch(DurableActivityLog::makesRoom)) {
            admission.admit();
        }
        return append(events, Urgency.NORMAL);
    }

    @Override
    public Appended appendOutcome(List<? extends ActivityEvent> events) {
        return append(events, Urgency.OUTCOME);
    }

    @Override
    public long durable() {
        return log.durable();
    }

    @Override
    public long lastItem() {
        return lastItem.get();
    }

    @Override
    public void awaitApplied(long seq, Duration atMost) throws InterruptedException {
        position.await(seq, atMost);
    }

    @Override
    public List<RecordedEvent> read(Collection<Long> seqs) {
        Map<Long, RecordedEvent> found = HashMap.newHashMap(seqs.size());
        try {
            new WantedRecords(log)
                    .read(
                            new TreeSet<>(seqs),
                            entry -> codec.read(entry).ifPresent(event -> found.put(entry.seq(), event)));
        } catch (WalException failed) {
            throw WalFailures.asActivity(failed);
        }
        return seqs.stream().filter(found::containsKey).map(found::get).toList();
    }

    private Appended append(List<? extends ActivityEvent> events, Urgency urgency) {
        List<byte[]> bodies = new ArrayList<>(events.size());
        for (ActivityEvent event : events) {
            bodies.add(codec.encode(event));
        }
        try {
            WriteAheadLog.Appended appended = log.append(bodies, urgency);
            admission.taken(bytesOf(bodies));
            if (events.stream().anyMatch(DurableActivityLog::isOfItems)) {
                lastItem.accumulateAndGet(appended.last(), Math::max);
            }
            return new Appended(appended.first(), appended.last(), appended.at());
        } catch (WalException failed) {
            throw WalFailures.asActivity(failed);
        }
    }

    private static long bytesOf(List<byte[]> bodies) {
        long bytes = (long) bodies.size() * ENVELOPE_BYTES;
        for (byte[] body : bodies) {
            bytes += body.length;
        }
        return bytes;
    }

    /** What comes with such an event in one commit belongs to it. */
    private static boolean makesRoom(ActivityEvent event) {
        return event instanceof MemoryEvent.ContentErased
                || event instanceof MemoryEvent.SourceUndone
                || event instanceof MemoryEvent.DocumentRemoved;
    }

    private static boolean isOfItems(ActivityEvent event) {
        return event instanceof MemoryEvent
                && !(event instanceof MemoryEvent.EpisodeRecorded)
                && !(event instanceof MemoryEvent.SessionSummarized);
    }
}
