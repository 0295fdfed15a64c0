package dev.walden.activity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** A view with a row for every event, with switches for tests. */
final class EventTable implements Projection {

    private final int version;
    private final AtomicLong committed = new AtomicLong();
    private volatile Before before = (entry, views) -> {};

    EventTable() {
        this(1);
    }

    EventTable(int version) {
        this.version = version;
    }

    /** Runs before each event is applied, on the projector's thread. */
    void before(Before action) {
        before = action;
    }

    long committed() {
        return committed.get();
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            statement.execute("create table if not exists event (seq integer primary key, at text, event text)");
        }
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        before.accept(entry, views);
        try (PreparedStatement statement = views.prepareStatement("insert into event values (?, ?, ?)")) {
            statement.setLong(1, entry.seq());
            statement.setString(2, entry.at().toString());
            statement.setString(3, entry.event().toString());
            statement.executeUpdate();
        }
    }

    @Override
    public void committed(long seq) {
        committed.set(seq);
    }

    @FunctionalInterface
    interface Before {
        void accept(RecordedEvent entry, Connection views) throws SQLException;
    }
}
