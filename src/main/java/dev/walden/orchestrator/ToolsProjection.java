package dev.walden.orchestrator;

import dev.walden.activity.Projection;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.ToolsOffered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which records say what tools are offered.
 *
 * <pre>
 * tools_offered (seq)
 * </pre>
 */
final class ToolsProjection implements Projection {

    @Override
    public String name() {
        return "tools";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS tools_offered (seq INTEGER PRIMARY KEY)");
        }
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        if (entry.event() instanceof ToolsOffered) {
            try (PreparedStatement insert = views.prepareStatement("INSERT INTO tools_offered VALUES (?)")) {
                insert.setLong(1, entry.seq());
                insert.executeUpdate();
            }
        }
    }
}
