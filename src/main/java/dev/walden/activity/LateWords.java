package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.WalException;
import dev.walden.wal.WriteAheadLog;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The records of a round that still hold words. What cannot be read, as its segment or a blob is damaged, holds up nothing else.
 * Confined to its thread.
 */
final class LateWords {

    private final WriteAheadLog log;
    private final EventCodec codec;
    private final SortedMap<Long, byte[]> bodies = new TreeMap<>();
    private final NavigableSet<Long> unread = new TreeSet<>();

    private LateWords(WriteAheadLog log, EventCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    /** Looks at these records. */
    static LateWords of(NavigableSet<Long> records, WriteAheadLog log, EventCodec codec) {
        LateWords words = new LateWords(log, codec);
        try {
            words.read(records);
        } catch (WalException.Damaged _) {
            records.forEach(words::readAlone);
        }
        return words;
    }

    /** What they are to be without words. */
    SortedMap<Long, byte[]> bodies() {
        return bodies;
    }

    void erased(Collection<Long> records) {
        bodies.keySet().removeAll(records);
    }

    /** Whether none is left. */
    boolean isEmpty() {
        return bodies.isEmpty() && unread.isEmpty();
    }

    private void read(NavigableSet<Long> records) {
        new WantedRecords(log).read(records, this::add);
    }

    private void readAlone(long seq) {
        try {
            read(new TreeSet<>(Set.of(seq)));
        } catch (WalException.Damaged _) {
            unread.add(seq);
        }
    }

    private void add(LogRecord entry) {
        try {
            byte[] without = withoutWords(entry);
            if (without.length > 0) {
                bodies.put(entry.seq(), without);
            }
        } catch (ActivityException.Unreadable _) {
            unread.add(entry.seq());
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
}
