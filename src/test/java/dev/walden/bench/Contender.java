package dev.walden.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Something that keeps records durable, measured side by side with others. Peers are found by {@link java.util.ServiceLoader}. */
interface Contender {

    /** The payload of one record, the same for all; Walden's envelope makes a line of 290 bytes of it. */
    byte[] RECORD = record();

    String name();

    /** How many callers it is measured with; each waits for one append before its next. */
    List<Integer> writers();

    /** Records of one append. */
    default int batch() {
        return 1;
    }

    /** Whether callers are virtual threads, as in Walden, or platform threads. */
    default boolean virtualCallers() {
        return false;
    }

    /** Opens it in an empty folder. */
    Session open(Path folder) throws Exception;

    private static byte[] record() {
        String head = "\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{\"text\":\"";
        return (head + "x".repeat(195 - head.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** An opened one. Its callers come from many threads. */
    interface Session extends AutoCloseable {

        /** Appends {@link Contender#batch} records and returns when they are durable. What number they got, where that is known, else 0. */
        long append() throws Exception;

        /** How often it told the disk to be done so far; 0 where nobody knows. */
        default double forces() {
            return 0;
        }

        /** Numbers of the records at which a new file was begun. */
        default List<Long> fileStarts() {
            return List.of();
        }

        @Override
        void close() throws IOException, SQLException;
    }
}
