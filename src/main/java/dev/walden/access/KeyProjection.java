package dev.walden.access;

import dev.walden.activity.Projection;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.KeyCreated;
import dev.walden.activity.ServiceEvent.KeyRevoked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** The table {@code api_key}: every key that ever was. Counts its changes, so that {@link KeyRing} knows when to read it again. */
final class KeyProjection implements Projection {

    private final AtomicLong changes = new AtomicLong();
    private volatile boolean touched;

    /** Grows after a change of the table became visible. */
    long changes() {
        return changes.get();
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS api_key (
                        id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, space TEXT,
                        sha256 TEXT NOT NULL UNIQUE, revoked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""");
        }
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        if (entry.event() instanceof KeyCreated created) {
            insert(created, views);
            touched = true;
        } else if (entry.event() instanceof KeyRevoked revoked) {
            revoke(revoked, views);
            touched = true;
        }
    }

    @Override
    public void committed(long seq) {
        if (touched) {
            touched = false;
            changes.incrementAndGet();
        }
    }

    private static void insert(KeyCreated created, Connection views) throws SQLException {
        try (PreparedStatement insert =
                views.prepareStatement("INSERT INTO api_key (id, name, role, space, sha256) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, created.key());
            insert.setString(2, created.name());
            insert.setString(3, created.role());
            insert.setString(4, created.space());
            insert.setString(5, created.sha256());
            insert.executeUpdate();
        }
    }

    private static void revoke(KeyRevoked revoked, Connection views) throws SQLException {
        try (PreparedStatement update = views.prepareStatement("UPDATE api_key SET revoked = 1 WHERE id = ?")) {
            update.setString(1, revoked.key());
            update.executeUpdate();
        }
    }
}
