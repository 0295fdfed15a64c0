package dev.walden.tools.sql;

import dev.walden.conversation.Clipped;
import java.io.IOException;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text: the names of the columns, then a row a line, cells apart by {@code |}. Immutable.
 *
 * @param rows how many there are in the text
 * @param cut why there are no more, if there may be
 */
record RowsText(String text, int rows, String cut) {

    private static final int MOST_COLUMNS = 100;
    private static final int MOST_CELL = 1000;
    private static final int MOST_CHARACTERS = 60_000;

    static RowsText of(ResultSet found, int mostRows, UnaryOperator<String> cleaned) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        int shown = Math.min(columns.getColumnCount(), MOST_COLUMNS);
        StringBuilder text = new StringBuilder();
        for (int column = 1; column <= shown; column++) {
            text.append(column == 1 ? "" : " | ").append(cell(columns.getColumnLabel(column), cleaned));
        }
        String columnsCut = shown < columns.getColumnCount() ? " Only the first " + shown + " columns are shown." : "";
        int rows = 0;
        while (found.next()) {
            if (rows == mostRows || text.length() > MOST_CHARACTERS) {
                return new RowsText(
                        text.toString(),
                        rows,
                        "There are more; ask for less (LIMIT, fewer columns, a narrower WHERE)." + columnsCut);
            }
            text.append('\n');
            for (int column = 1; column <= shown; column++) {
                text.append(column == 1 ? "" : " | ").append(cell(value(found, column), cleaned));
            }
            rows++;
        }
        return new RowsText(text.toString(), rows, columnsCut.strip());
    }

    private static @Nullable Object value(ResultSet found, int column) throws SQLException {
        Object value = found.getObject(column);
        return switch (value) {
            case Clob clob -> beginning(clob);
            case Blob blob -> "[" + blob.length() + " bytes]";
            case byte[] bytes -> "[" + bytes.length + " bytes]";
            case null, default -> value;
        };
    }

    private static String beginning(Clob clob) throws SQLException {
        try (Reader reader = clob.getCharacterStream()) {
            char[] characters = new char[MOST_CELL + 1];
            int length = 0;
            for (int read = 0; read >= 0 && length < characters.length; length += Math.max(read, 0)) {
                read = reader.read(characters, length, characters.length - length);
            }
            return new String(characters, 0, length);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static String cell(@Nullable Object value, UnaryOperator<String> cleaned) {
        if (value == null) {
            return "NULL";
        }
        String text = Clipped.of(cleaned.apply(value.toString()), MOST_CELL);
        return text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n").replace("|", "\\|");
    }

    @Override
    public String toString() {
        return text + "\n[" + rows + (rows == 1 ? " row." : " rows.") + (cut.isEmpty() ? "" : " " + cut) + "]";
    }
}
