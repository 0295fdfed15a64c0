package dev.walden.wal;

import java.nio.ByteBuffer;

/** Decides what becomes of the records of a full segment when it is written once more. Called on a thread of the log, in order. */
@FunctionalInterface
public interface RecordRule {

    /** What becomes of a record. Its bytes may not be kept. The log's own records are not asked about. */
    Fate of(LogRecord entry);

    /** What becomes of a record. */
    sealed interface Fate {

        /** It stays as it is. */
        Fate KEPT = new Kept();

        /** It goes, and its number is nobody's from then on. */
        Fate DROPPED = new Dropped();

        /** See {@link #KEPT}. */
        record Kept() implements Fate {}

        /** See {@link #DROPPED}. */
        record Dropped() implements Fate {}

        /**
         * It stays with other words.
         *
         * @param body as {@link WriteAheadLog#append} takes it; not copied
         */
        record Reworded(ByteBuffer body) implements Fate {}
    }
}
