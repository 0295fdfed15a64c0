package dev.walden.activity;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads the SQLite file of the views. Thread-safe; sees what is committed. */
public interface Views {

    /**
     * Runs a query on a read-only connection of a small pool; waits for a free one.
     *
     * @throws ActivityException.ViewFailed when SQLite refuses
     */
    <T> T read(Query<T> query);

    /** What is asked of a read-only connection. Results may not outlive the call. */
    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }
}
