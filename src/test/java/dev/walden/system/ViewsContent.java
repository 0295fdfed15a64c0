package dev.walden.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the views of a data folder hold, to be compared. */
final class ViewsContent {

    /** Tables that tell how far the views are, which differs from start to start. */
    private static final List<String> OF_THE_MOMENT = List.of("position");

    private ViewsContent() {}

    /** The rows of every table, sorted. */
    static SortedMap<String, List<String>> of(Path home) throws SQLException {
        SortedMap<String, List<String>> tables = new TreeMap<>();
        try (Connection views = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("views/walden.db"));
                Statement statement = views.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            names.removeAll(OF_THE_MOMENT);
            for (String name : names) {
                tables.put(name, rows(statement, name));
            }
        }
        return tables;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(" | ", row));
            }
            Collections.sort(rows);
            return rows;
        }
    }
}
