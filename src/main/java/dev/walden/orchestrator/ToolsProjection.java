package dev.walden.orchestrator;

import dev.walden.activity.CanonicalJson;
import dev.walden.activity.Projection;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.ToolsOffered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Which records say what tools are offered.
 *
 * <pre>
 * tools_offered (seq, digest)
 * </pre>
 *
 * The digest is what a start compares: the record itself may be in an old segment, and a start reads none of these.
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
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS tools_offered (seq INTEGER PRIMARY KEY, digest TEXT NOT NULL)");
        }
    }

    static String digest(ToolsOffered offered) {
        return CanonicalJson.sha256(Map.of(
                "tools",
                offered.all().stream()
                        .map(tool -> Map.of(
                                "name",
                                tool.name(),
                                "description",
                                tool.description(),
                                "inputSchema",
                                tool.inputSchema()))
                        .toList()));
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        if (entry.event() instanceof ToolsOffered offered) {
            try (PreparedStatement insert = views.prepareStatement("INSERT INTO tools_offered VALUES (?, ?)")) {
                insert.setLong(1, entry.seq());
                insert.setString(2, digest(offered));
                insert.executeUpdate();
            }
        }
    }
}
