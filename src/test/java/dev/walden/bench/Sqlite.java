package dev.walden.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** SQLite in WAL mode, synchronous=FULL: a table of bytes by a growing key, so many rows a transaction. */
record Sqlite(String name, int batch) implements Contender {

    static final Sqlite EACH = new Sqlite("SQLite, a transaction a record", 1);
    static final Sqlite BATCHED = new Sqlite("SQLite, 512 records a transaction", 512);

    @Override
    public List<Integer> writers() {
        return List.of(1);
    }

    @Override
    public Session open(Path folder) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + folder.resolve("peer.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("create table record (seq integer primary key, body blob)");
        }
        connection.setAutoCommit(false);
        return new Opened(connection, connection.prepareStatement("insert into record (body) values (?)"), batch);
    }

    private record Opened(Connection connection, PreparedStatement insert, int batch) implements Session {

        @Override
        public long append() throws SQLException {
            for (int i = 0; i < batch; i++) {
                insert.setBytes(1, RECORD);
                insert.executeUpdate();
            }
            connection.commit();
            return 0;
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
