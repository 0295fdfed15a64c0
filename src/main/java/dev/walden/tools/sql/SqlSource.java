package dev.walden.tools.sql;

import dev.walden.plugin.ToolException;
import dev.walden.secrets.SecretException;
import dev.walden.secrets.Secrets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One database, of which a few connections may be open at a time. Thread-safe. What a server leaves unanswered ends by itself where its
 * driver knows a bound for that, and is taken away by the thread that gave up where it does not.
 */
final class SqlSource {

    /** The property of drivers that is so named. */
    static final String PASSWORD = "password";

    private static final int AT_A_TIME = 4;
    /** Beyond the time of the query, for a cancel to be told in order. */
    private static final int SILENCE_MILLIS = 1000;

    private final String description;
    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final boolean accountOnlyReads;
    private final Secrets secrets;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /**
     * Opens nothing yet.
     *
     * @param properties for the driver; account and password among them
     * @param accountOnlyReads whether it is asked although its driver does not make a connection read-only
     * @param secrets filled into the password, for each connection anew
     */
    SqlSource(
            String description,
            Driver driver,
            String url,
            Properties properties,
            boolean accountOnlyReads,
            Secrets secrets) {
        this.description = description;
        this.driver = driver;
        this.url = url;
        this.properties = properties;
        this.accountOnlyReads = accountOnlyReads;
        this.secrets = secrets;
        secrets.recognize(properties.getProperty(PASSWORD, ""));
    }

    /** A text of it without secrets. */
    String redacted(String text) {
        return secrets.redacted(text);
    }

    String description() {
        return description;
    }

    /**
     * Runs something on a connection of its own that may only read, in a transaction that is rolled back.
     *
     * @throws ToolException when too many others do, the password cannot be had, or the connection may write
     */
    <T> T read(long atMostMillis, Work<T> work) throws SQLException, ToolException, InterruptedException {
        if (!turns.tryAcquire(atMostMillis, TimeUnit.MILLISECONDS)) {
            throw ToolException.trusted(
                    "The source was not asked: " + AT_A_TIME + " other queries of it took all the time there was.");
        }
        try (Connection connection = open()) {
            work.opened(connection);
            boundSilence(connection, atMostMillis);
            connection.setReadOnly(true);
            demandReadOnly(connection);
            connection.setAutoCommit(false);
            return rolledBack(connection, work);
        } finally {
            turns.release();
        }
    }

    /** What the work fails with is told, not that a rollback behind it failed too. */
    private static <T> T rolledBack(Connection connection, Work<T> work)
            throws SQLException, ToolException, InterruptedException {
        T found;
        try {
            found = work.with(connection);
        } catch (SQLException | ToolException | RuntimeException failed) {
            try {
                connection.rollback();
            } catch (SQLException also) {
                failed.addSuppressed(also);
            }
            throw failed;
        }
        connection.rollback();
        return found;
    }

    /** Some drivers have no such bound, or none that a caller may set. */
    private static void boundSilence(Connection connection, long atMostMillis) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(atMostMillis + SILENCE_MILLIS));
        } catch (SQLException _) {
            // What is left is that the connection is taken away.
        }
    }

    /** Some drivers take the wish as a hint, and some databases need no semicolon between a SELECT and a COMMIT. */
    private void demandReadOnly(Connection connection) throws SQLException, ToolException {
        if (!accountOnlyReads && !connection.isReadOnly()) {
            throw ToolException.trusted(
                    "The source was not asked: its driver does not make a connection read-only. A person"
                            + " must see that its account may only read, and then set account-only-reads: true for this source"
                            + " below walden.tools.sql.sources.");
        }
    }

    private Connection open() throws SQLException, ToolException {
        @Nullable Connection connection = driver.connect(url, filled());
        if (connection == null) {
            throw new SQLException("the driver does not know this address");
        }
        return connection;
    }

    private Properties filled() throws ToolException {
        Properties filled = new Properties();
        filled.putAll(properties);
        try {
            filled.computeIfPresent(PASSWORD, (_, password) -> secrets.filled((String) password));
        } catch (SecretException e) {
            throw ToolException.trusted("The source was not asked. " + e.getMessage());
        }
        return filled;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {

        /** Is told of the connection before anything is asked, for another thread to end it. */
        default void opened(Connection connection) throws SQLException {}

        T with(Connection connection) throws SQLException, ToolException;
    }
}
