package dev.walden.activity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The projections with the connection they write to. Confined to the thread that opened it.
 *
 * <p>The position is moved in the transaction that applies, so that after a crash no event is applied twice or left out.
 */
final class ViewsWriter implements AutoCloseable {

    /** Of the table of the position. */
    private static final int LAYOUT = 1;

    private final Connection connection;
    private final List<Projection> projections;
    private final String signature;

    private ViewsWriter(Connection connection, List<Projection> projections) {
        this.connection = connection;
        this.projections = projections;
        signature = signatureOf(projections);
    }

    /** Opens the file. */
    static ViewsWriter open(ViewsFile file, List<Projection> projections) throws SQLException {
        return on(file.openForWriting(), projections);
    }

    /** Writes to a connection, and closes it in the end. */
    static ViewsWriter on(Connection connection, List<Projection> projections) throws SQLException {
        try {
            ViewsWriter writer = new ViewsWriter(connection, projections);
            writer.createPosition();
            return writer;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Where the views stand, or empty when nothing was ever applied. */
    Optional<Position> position() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select applied, at, projections from position")) {
            return row.next()
                    ? Optional.of(new Position(row.getLong(1), Instant.parse(row.getString(2)), row.getString(3)))
                    : Optional.empty();
        }
    }

    /**
     * What the tables depend on: names and versions, and the events that can be in them. Views of a version that knows more events are
     * not gone on with, so that this one reads the log again and finds what it does not know.
     */
    static String signatureOf(List<Projection> projections) {
        return LAYOUT + ";" + EventTypes.CURRENT.signature() + ";"
                + projections.stream()
                        .map(projection -> projection.name() + ":" + projection.version())
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    void createTables() throws SQLException {
        for (Projection projection : projections) {
            projection.createTables(connection);
        }
    }

    void createIndexes() throws SQLException {
        for (Projection projection : projections) {
            projection.createIndexes(connection);
        }
    }

    /** Applies a batch, of one event at least, and moves the position to the last of them: both or neither. */
    void apply(LogTail.Batch batch) throws SQLException {
        execute("begin immediate");
        try {
            for (RecordedEvent entry : batch.events()) {
                apply(entry);
            }
            for (Projection projection : projections) {
                projection.flush(connection);
            }
            move(batch.events().getLast());
            execute("commit");
        } catch (SQLException | RuntimeException failed) {
            rollBack(failed);
            projections.forEach(Projection::rolledBack);
            throw failed;
        }
    }

    /** Tells the projections that what they applied can be seen. */
    void committed(long seq) {
        projections.forEach(projection -> projection.committed(seq));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void apply(RecordedEvent entry) throws SQLException {
        for (Projection projection : projections) {
            try {
                projection.apply(entry, connection);
            } catch (SQLException failed) {
                if (SqliteErrors.isPassing(failed) || SqliteErrors.isDamage(failed)) {
                    throw failed;
                }
                throw refused(projection, entry, failed);
            } catch (RuntimeException failed) {
                throw refused(projection, entry, failed);
            }
        }
    }

    private static ActivityException refused(Projection projection, RecordedEvent entry, Exception cause) {
        return new ActivityException.ViewFailed(
                "The view %s cannot apply record %d (%s): %s. This is an error of this version of Walden; the log is sound."
                        .formatted(
                                projection.name(),
                                entry.seq(),
                                EventTypes.CURRENT.of(entry.event()).name(),
                                cause),
                cause);
    }

    private void createPosition() throws SQLException {
        execute(
                "create table if not exists position ("
                        + "one integer primary key check (one = 1), applied integer not null, at text not null, projections text not null)");
    }

    /** To an event: what the log's own records say of time and number is not always known, and they cost nothing to read again. */
    private void move(RecordedEvent last) throws SQLException {
        String sql = "insert or replace into position (one, applied, at, projections) values (1, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, last.seq());
            statement.setString(2, last.at().toString());
            statement.setString(3, signature);
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** SQLite has rolled back by itself after some errors; that there is nothing left to roll back is then no error. */
    private void rollBack(Exception cause) {
        try {
            execute("rollback");
        } catch (SQLException nothingToRollBack) {
            cause.addSuppressed(nothingToRollBack);
        }
    }

    /**
     * Where views stand.
     *
     * @param applied the last event applied
     * @param at its time
     * @param projections the signature of those that it was applied to
     */
    record Position(long applied, Instant at, String projections) {}
}
