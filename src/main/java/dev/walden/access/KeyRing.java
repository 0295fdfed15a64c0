package dev.walden.access;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys by the SHA-256 of their text: an immutable snapshot of the table, read again after each change. Thread-safe.
 *
 * <p>Keys are found by a hash map, not by comparing each in constant time: what the lookup's time could tell is how the hash of a
 * guess lies in the table, and nobody can steer a SHA-256 towards an unknown one.
 */
final class KeyRing {

    private final KeyProjection table;
    private final Views views;
    private volatile Snapshot snapshot = new Snapshot(-1, Map.of());

    KeyRing(KeyProjection table, Views views) {
        this.table = table;
        this.views = views;
    }

    /** The key that opens with this hash; empty for unknown and revoked ones. */
    Optional<ApiKey> find(String sha256) {
        return Optional.ofNullable(current().keys.get(sha256))
                .filter(entry -> !entry.revoked)
                .map(entry -> entry.key);
    }

    /** Whether there ever was a key with this hash. */
    boolean knows(String sha256) {
        return current().keys.containsKey(sha256);
    }

    boolean hasAdmin() {
        return current().keys.values().stream().anyMatch(entry -> !entry.revoked && entry.key.role() == Role.ADMIN);
    }

    /** The count is taken before the table is read: a change in between makes the snapshot old, never wrong for good. */
    private Snapshot current() {
        Snapshot known = snapshot;
        long changes = table.changes();
        if (known.changes == changes) {
            return known;
        }
        Snapshot read = new Snapshot(changes, views.read(KeyRing::readAll));
        snapshot = read;
        return read;
    }

    private static Map<String, Entry> readAll(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT id, name, role, space, sha256, revoked FROM api_key");
                ResultSet rows = query.executeQuery()) {
            Map<String, Entry> keys = new HashMap<>();
            while (rows.next()) {
                @Nullable String space = rows.getString("space");
                ApiKey key = new ApiKey(
                        rows.getString("id"),
                        rows.getString("name"),
                        Role.ofCode(rows.getString("role")),
                        space == null ? null : new Space(space));
                keys.put(rows.getString("sha256"), new Entry(key, rows.getBoolean("revoked")));
            }
            return Map.copyOf(keys);
        }
    }

    private record Entry(ApiKey key, boolean revoked) {}

    private record Snapshot(long changes, Map<String, Entry> keys) {}
}
