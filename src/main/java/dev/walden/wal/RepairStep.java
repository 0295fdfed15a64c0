package dev.walden.wal;

import java.nio.file.Path;
import java.util.List;

/** One thing that a repair would do. Its text says all of it. */
public sealed interface RepairStep {

    /** Cuts what a start would cut, in the same way: {@code bytes} from {@code offset} on, which nobody was told of. */
    record CutTail(String segment, long offset, long bytes) implements RepairStep {
        @Override
        public String toString() {
            return ("Cut the torn tail of %s: %d bytes from byte %d on, of a commit that nobody was told of. A copy is kept beside it as"
                            + " a start keeps it, with .broken behind its name.")
                    .formatted(segment, bytes, offset);
        }
    }

    /** Puts the segment of a backup, whose digest is the recorded one, in the place of a damaged or missing one. */
    record PutBack(String segment, long bytes, String sha256, Path source) implements RepairStep {
        @Override
        public String toString() {
            return "Put %s of %s, %d bytes with the recorded SHA-256 %s, in the place of the damaged one."
                    .formatted(segment, source, bytes, sha256);
        }
    }

    /**
     * The same of a segment whose digest the log does not say, as it was damaged before it was sealed: all of it that is good is the same in
     * the backup.
     *
     * @param same how many records are good in both
     * @param records how many there are
     */
    record PutBackCompared(PutBack back, long same, long records) implements RepairStep {
        @Override
        public String toString() {
            return "Put %s of %s, %d bytes with the SHA-256 %s, in the place of the damaged one. No record says which digest it must have: %d of its %d records are good in the damaged one, and the same there; the rest is as the backup has it."
                    .formatted(back.segment(), back.source(), back.bytes(), back.sha256(), same, records);
        }
    }

    /**
     * Cuts the log before a record.
     *
     * @param segment the one that ends at {@code offset} then
     * @param seq the first record that is lost
     * @param last the last one that is known to have been there
     * @param acknowledged how many of them had been acknowledged
     * @param wholly later segments, which go as a whole
     */
    record CutFrom(String segment, long offset, long seq, long last, long acknowledged, List<String> wholly)
            implements RepairStep {

        /** Copies the names. */
        public CutFrom {
            wholly = List.copyOf(wholly);
        }

        @Override
        public String toString() {
            return "Cut the log before record %d, at byte %d of %s%s. Records %d to %d are lost, %d of them acknowledged."
                    .formatted(
                            seq,
                            offset,
                            segment,
                            wholly.isEmpty() ? "" : ", and take out " + String.join(", ", wholly),
                            seq,
                            last,
                            acknowledged);
        }
    }
}
