package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.WriteAheadLog;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Reads records here and there: those that lie close together in one go. Stateless. */
record WantedRecords(WriteAheadLog log) {

    /** Records between two wanted ones that are read along rather than sought again. */
    private static final int READ_ALONG = 16;

    /** Gives the records of these numbers in order. Their bytes may not be kept. */
    void read(SortedSet<Long> wanted, Consumer<LogRecord> reader) {
        long from = 0;
        long to = 0;
        for (long seq : wanted) {
            if (from != 0 && seq - to > READ_ALONG) {
                read(from, to, wanted, reader);
                from = 0;
            }
            from = from == 0 ? seq : from;
            to = seq;
        }
        if (from != 0) {
            read(from, to, wanted, reader);
        }
    }

    private void read(long from, long to, SortedSet<Long> wanted, Consumer<LogRecord> reader) {
        log.read(from, to, entry -> {
            if (wanted.contains(entry.seq())) {
                reader.accept(entry);
            }
            return true;
        });
    }
}
