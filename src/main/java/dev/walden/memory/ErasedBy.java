package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What somebody had forgotten. */
final class ErasedBy {

    private ErasedBy() {}

    /** The ids of what a tool call erased; empty when it did not run. */
    static Optional<List<String>> items(Connection views, String by) throws SQLException {
        return Sql.first(
                views,
                "SELECT items FROM memory_erasures WHERE erased_by = ?",
                row -> PackedStrings.unpack(row.getString(1)),
                by);
    }
}
