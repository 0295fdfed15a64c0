package dev.walden.activity;

import dev.walden.activity.ServiceEvent.IdempotencyKeyUsed;
import dev.walden.activity.ServiceEvent.TasksExpired;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The idempotency keys used lately. Older ones go when a newer one comes, by the time in the log. */
record IdempotencyProjection(Duration retention) implements Projection {

    @Override
    public String name() {
        return "idempotency";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.execute(
                    "create table if not exists idempotency_key (api_key text not null, idempotency_key text not null,"
                            + " digest text not null, result text not null, at integer not null,"
                            + " primary key (api_key, idempotency_key)) without rowid");
            statement.execute("create index if not exists idempotency_key_at on idempotency_key (at)");
        }
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        if (entry.event() instanceof IdempotencyKeyUsed used) {
            insert(used, entry.at(), views);
            prune(entry.at().minus(retention), views);
        } else if (entry.event() instanceof TasksExpired) {
            prune(entry.at().minus(retention), views); // their records may leave the log from now on
        }
    }

    /** What a key was used for since {@code since}. */
    static Optional<Use> find(IdempotencyKeys.Request request, Instant since, Connection views) throws SQLException {
        String sql = "select digest, result from idempotency_key where api_key = ? and idempotency_key = ? and at >= ?";
        try (PreparedStatement statement = views.prepareStatement(sql)) {
            statement.setString(1, request.apiKey());
            statement.setString(2, request.idempotencyKey());
            statement.setLong(3, since.toEpochMilli());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Use(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    private static void insert(IdempotencyKeyUsed used, Instant at, Connection views) throws SQLException {
        String sql =
                "insert or replace into idempotency_key (api_key, idempotency_key, digest, result, at) values (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = views.prepareStatement(sql)) {
            statement.setString(1, used.apiKey());
            statement.setString(2, used.idempotencyKey());
            statement.setString(3, used.digest());
            statement.setString(4, used.result());
            statement.setLong(5, at.toEpochMilli());
            statement.executeUpdate();
        }
    }

    private static void prune(Instant before, Connection views) throws SQLException {
        try (PreparedStatement statement = views.prepareStatement("delete from idempotency_key where at < ?")) {
            statement.setLong(1, before.toEpochMilli());
            statement.executeUpdate();
        }
    }

    /** What a key stands for. */
    record Use(String digest, String result) {}
}
