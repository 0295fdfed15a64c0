package dev.walden.memory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements with positional values: text, whole numbers, or null. */
final class Sql {

    private Sql() {}

    /** How many rows were changed. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    static <T> List<T> query(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        List<T> found = new ArrayList<>();
        each(connection, sql, each -> found.add(row.read(each)), values);
        return found;
    }

    /** Does it with each row. */
    static void each(Connection connection, String sql, Act act, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                act.with(rows);
            }
        }
    }

    static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        return query(connection, sql, row, values).stream().findFirst();
    }

    /** {@code (?,?,?)} for so many values. */
    static String list(int size) {
        return "(" + "?,".repeat(Math.max(0, size - 1)) + (size > 0 ? "?" : "") + ")";
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Takes one row. */
    @FunctionalInterface
    interface Act {
        void with(ResultSet row) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
