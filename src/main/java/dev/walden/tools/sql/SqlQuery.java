package dev.walden.tools.sql;

import dev.walden.plugin.ToolException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One query while it runs. One thread runs it; another may end it. */
final class SqlQuery implements SqlSource.Work<RowsText> {

    /** Of a value, as far as a driver heeds it; SQLite does, and means the whole row, too. */
    static final int MOST_BYTES = 1 << 20;

    /** Some drivers read all rows at once otherwise, and each may be long. */
    private static final int ROWS_READ_AT_ONCE = 20;

    private static final int MILLIS_BETWEEN = 100;
    private static final int PATIENT_ATTEMPTS = 10;
    private static final int ATTEMPTS = 600;

    private final ReadStatement statement;
    private final List<?> parameters;
    private final int mostRows;
    private final UnaryOperator<String> cleaned;
    /** Held while a driver is asked to cancel, as what is asked must not be closed meanwhile: native code would be. */
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private @Nullable Statement running;

    private volatile @Nullable Connection connection;
    private volatile boolean ended;

    /**
     * Not yet begun.
     *
     * @param mostRows of what it answers with
     * @param cleaned takes out of a text what nobody may be shown, before it is written as a cell
     */
    SqlQuery(ReadStatement statement, List<?> parameters, int mostRows, UnaryOperator<String> cleaned) {
        this.statement = statement;
        this.parameters = parameters;
        this.mostRows = mostRows;
        this.cleaned = cleaned;
    }

    @Override
    public void opened(Connection opened) throws SQLException {
        connection = opened;
        demandWanted();
    }

    /** The first rows of what it answers with. */
    @Override
    public RowsText with(Connection reading) throws SQLException, ToolException {
        try (PreparedStatement prepared = reading.prepareStatement(statement.sql())) {
            begin(prepared);
            try {
                return rows(prepared);
            } finally {
                begin(null);
            }
        }
    }

    private RowsText rows(PreparedStatement prepared) throws SQLException, ToolException {
        prepared.setMaxRows(mostRows + 1);
        bound(prepared);
        for (int i = 0; i < parameters.size(); i++) {
            set(prepared, i + 1, parameters.get(i));
        }
        demandWanted();
        if (!prepared.execute()) {
            throw ToolException.trusted(
                    "The statement answers with no rows, so it was rolled back; only ones that read are run.");
        }
        try (ResultSet rows = prepared.getResultSet()) {
            return RowsText.of(rows, mostRows, cleaned);
        }
    }

    private void bound(Statement prepared) throws SQLException {
        try {
            prepared.setFetchSize(Math.min(ROWS_READ_AT_ONCE, mostRows));
            prepared.setMaxFieldSize(MOST_BYTES);
        } catch (SQLFeatureNotSupportedException _) {
            // Its own settings bound it, or nothing does.
        }
    }

    private static void set(PreparedStatement prepared, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> prepared.setObject(index, null);
            case String text -> prepared.setString(index, text);
            case Boolean truth -> prepared.setBoolean(index, truth);
            case Long number -> prepared.setLong(index, number);
            case Integer number -> prepared.setInt(index, number);
            case BigInteger number -> prepared.setBigDecimal(index, new BigDecimal(number));
            case BigDecimal number -> prepared.setBigDecimal(index, number);
            default -> throw new SQLException("a parameter is a text, a number, true, false or null");
        }
    }

    private void begin(@Nullable Statement next) {
        lock.lock();
        try {
            running = next;
        } finally {
            lock.unlock();
        }
    }

    private void demandWanted() throws SQLException {
        if (ended) {
            throw new SQLException("it was cancelled");
        }
    }

    /**
     * Ends it, and waits until it has ended: asks its driver again and again, as a cancel that comes just before the statement runs is
     * lost; and soon takes the connection away. Gives up on a driver that heeds neither, which stays behind with its turn.
     *
     * @param result of the thread that runs it
     */
    void end(Future<?> result) {
        ended = true;
        for (int attempt = 1; attempt <= ATTEMPTS && !hasEnded(result, attempt == 1 ? 0 : MILLIS_BETWEEN); attempt++) {
            cancel();
            if (attempt == PATIENT_ATTEMPTS) {
                abort();
            }
        }
    }

    private static boolean hasEnded(Future<?> result, int millis) {
        try {
            result.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException | CancellationException _) {
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void cancel() {
        lock.lock();
        try {
            if (running != null) {
                running.cancel();
            }
        } catch (SQLException _) {
            // The connection is taken away soon.
        } finally {
            lock.unlock();
        }
    }

    private void abort() {
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException _) {
                // It ends by itself, or stays behind with its turn.
            }
        }
    }
}
