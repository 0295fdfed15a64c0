package dev.walden.tools.sql;

import dev.walden.plugin.ToolException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One database, of which a few connections may be open at a time. Thread-safe. */
final class SqlSource {

    private static final int AT_A_TIME = 4;

    private final String description;
    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /**
     * Opens nothing yet.
     *
     * @param properties for the driver; account and password among them
     */
    SqlSource(String description, Driver driver, String url, Properties properties) {
        this.description = description;
        this.driver = driver;
        this.url = url;
        this.properties = properties;
    }

    String description() {
        return description;
    }

    /**
     * Runs something on a connection of its own that may only read, in a transaction that is rolled back.
     *
     * @throws ToolException when too many others do
     */
    <T> T read(long atMostMillis, Work<T> work) throws SQLException, ToolException, InterruptedException {
        if (!turns.tryAcquire(atMostMillis, TimeUnit.MILLISECONDS)) {
            throw ToolException.trusted(
                    "The source was not asked: " + AT_A_TIME + " other queries of it took all the time there was.");
        }
        try (Connection connection = open()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return work.with(connection);
            } finally {
                connection.rollback();
            }
        } finally {
            turns.release();
        }
    }

    private Connection open() throws SQLException {
        @Nullable Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not know this address");
        }
        return connection;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException, ToolException;
    }
}
