package dev.walden.activity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Read-only connections to the file of the views. Thread-safe. A query sees one state, even with several statements. */
final class SqliteViews implements Views, AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ViewsFile file;
    /** Permits to read; one that was used before has its connection with it. */
    private final BlockingQueue<Optional<Connection>> free = new ArrayBlockingQueue<>(CONNECTIONS);

    SqliteViews(ViewsFile file) {
        this.file = file;
        for (int i = 0; i < CONNECTIONS; i++) {
            free.add(Optional.empty());
        }
    }

    @Override
    public <T> T read(Query<T> query) {
        Optional<Connection> connection = take();
        try {
            Connection open = connection.isPresent() ? connection.get() : file.openForReading();
            connection = Optional.of(open);
            return run(query, open);
        } catch (SQLException failed) {
            connection.ifPresent(SqliteViews::close);
            connection = Optional.empty();
            throw new ActivityException.ViewFailed(
                    "The views in %s cannot be read: %s.".formatted(file.path(), failed.getMessage()), failed);
        } finally {
            free.add(connection);
        }
    }

    /** Closes what nobody uses; for the end of the process, when nobody reads. */
    @Override
    public void close() {
        for (Optional<Connection> idle = free.poll(); idle != null; idle = free.poll()) {
            idle.ifPresent(SqliteViews::close);
        }
    }

    private Optional<Connection> take() {
        try {
            Optional<Connection> taken = free.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            if (taken != null) {
                return taken;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewFailed(
                    "The wait for a connection to the views was interrupted.", interrupted);
        }
        throw new ActivityException.ViewFailed(
                "All %d connections to the views were busy for %s.".formatted(CONNECTIONS, LONGEST_WAIT), null);
    }

    private static <T> T run(Query<T> query, Connection connection) throws SQLException {
        execute(connection, "begin");
        try {
            return query.run(connection);
        } finally {
            execute(connection, "rollback");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // It was only read from; there is nothing to lose.
        }
    }
}
