package dev.walden.wal;

/** Is shown the records of a log together with where they are. */
@FunctionalInterface
public interface SegmentReader {

    /**
     * Takes one record, whose bytes may not be kept.
     *
     * @param segment the name of its segment
     */
    void read(String segment, LogRecord entry);
}
