package dev.walden.tools.sql;

import dev.walden.plugin.ToolException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One query while it runs. One thread runs it; another may cancel it. */
final class SqlQuery {

    private final ReadStatement statement;
    private final List<?> parameters;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock, as is what follows. */
    private @Nullable Statement running;

    private boolean cancelled;

    SqlQuery(ReadStatement statement, List<?> parameters) {
        this.statement = statement;
        this.parameters = parameters;
    }

    /** The first rows of what it answers with. */
    RowsText run(Connection connection, int mostRows) throws SQLException, ToolException {
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            begin(prepared);
            prepared.setMaxRows(mostRows + 1);
            for (int i = 0; i < parameters.size(); i++) {
                set(prepared, i + 1, parameters.get(i));
            }
            if (!prepared.execute()) {
                throw ToolException.trusted(
                        "The statement answers with no rows, so it was rolled back; only ones that read are run.");
            }
            try (ResultSet rows = prepared.getResultSet()) {
                return RowsText.of(rows, mostRows);
            }
        } finally {
            end();
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

    private void begin(Statement prepared) throws SQLException {
        lock.lock();
        try {
            if (cancelled) {
                throw new SQLException("it was cancelled");
            }
            running = prepared;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running = null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it soon, if its driver can. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (running != null) {
                running.cancel();
            }
        } catch (SQLException _) {
            // It ends by itself, or stays behind with its turn.
        } finally {
            lock.unlock();
        }
    }
}
