package dev.walden.activity;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A view of the log in the SQLite file: tables that are a pure function of the events applied to them.
 *
 * <p>All methods are called on the one thread that owns the writing connection. Applying calls no model, no tool, no clock, no
 * random source and no socket.
 *
 * <p>The connection keeps compiled statements: {@code try (var statement = views.prepareStatement(SQL))} with a constant text costs
 * no compilation after the first time. Transactions are not the projection's business.
 */
public interface Projection {

    /** Names the projection in the table of positions and in metrics: lower-case letters. */
    String name();

    /** Of the tables' layout and of how events are applied. Another number than last time rebuilds all views from the log. */
    int version();

    /** Creates its tables, and the indexes that applying needs, where they do not exist. */
    void createTables(Connection views) throws SQLException;

    /** Creates the indexes that only readers need, where they do not exist. Of views that are built from nothing, once all is applied. */
    default void createIndexes(Connection views) throws SQLException {}

    /** Writes what it kept in memory of the events of this transaction, which is committed next. */
    default void flush(Connection views) throws SQLException {}

    /** The transaction was rolled back: forgets what it knows by it. */
    default void rolledBack() {}

    /**
     * Applies one event. Events come in order, many to a transaction that also moves the position. When the transaction cannot be
     * committed, for want of space, it is rolled back and its events come again: keep nothing in memory that this would falsify,
     * drop it in {@link #rolledBack}, or take it over in {@link #committed}.
     *
     * @throws SQLException when SQLite refuses: what may pass is tried again, all else stops the views
     */
    void apply(RecordedEvent entry, Connection views) throws SQLException;

    /** Tells that everything up to {@code seq} is now visible to readers. Must return at once. */
    default void committed(long seq) {}
}
