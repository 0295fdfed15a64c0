package dev.walden.tools.sql;

import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configured databases by name. Immutable; closed when no query runs any more, for the drivers' jars. */
record SqlSources(Map<String, SqlSource> byName, List<URLClassLoader> jars) implements AutoCloseable {

    /**
     * For the driver of SQLite: the open mode is SQLITE_OPEN_READONLY, no other file can be attached (VACUUM INTO attaches one, too)
     * and no library loaded. No value, and no row, is longer than the limit: {@code zeroblob} makes a gigabyte of a few letters.
     */
    private static final Map<String, String> SQLITE = Map.of(
            "open_mode",
            "1",
            "limit_attached",
            "0",
            "enable_load_extension",
            "false",
            "busy_timeout",
            "5000",
            "limit_length",
            Integer.toString(SqlQuery.MOST_BYTES));

    /** For a driver that asks for it, while it connects: nobody can take away a connection that there is none of yet. */
    private static final int LOGIN_SECONDS = 30;

    SqlSources {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        jars = List.copyOf(jars);
    }

    /**
     * Finds each driver; no database is opened, as one that is down is no reason not to start.
     *
     * @param secrets for passwords
     * @throws IllegalArgumentException when there is no driver for an address
     */
    static SqlSources of(Map<String, SqlProperties.Source> configured, Secrets secrets) {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        Map<String, SqlSource> sources = new TreeMap<>();
        List<URLClassLoader> jars = new ArrayList<>();
        configured.forEach((name, source) -> sources.put(name, source(name, source, secrets, jars)));
        return new SqlSources(sources, jars);
    }

    private static SqlSource source(
            String name, SqlProperties.Source source, Secrets secrets, List<URLClassLoader> jars) {
        Properties properties = new Properties();
        put(properties, "user", source.username());
        put(properties, SqlSource.PASSWORD, source.password());
        Path file = source.file();
        String url = file == null ? Objects.requireNonNull(source.url()) : "jdbc:sqlite:" + file.toAbsolutePath();
        if (file != null) {
            properties.putAll(SQLITE);
        }
        ClassLoader loader = loader(name, source.driver(), jars);
        for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
            if (knows(driver, url)) {
                return new SqlSource(source.description(), driver, url, properties, source.accountOnlyReads(), secrets);
            }
        }
        throw new IllegalArgumentException("there is no JDBC driver for walden.tools.sql.sources." + name
                + "; set walden.tools.sql.sources." + name + ".driver to its jar file");
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static ClassLoader loader(String name, @Nullable Path jar, List<URLClassLoader> jars) {
        if (jar == null) {
            return SqlSources.class.getClassLoader();
        }
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "walden.tools.sql.sources." + name + ".driver must be a jar file; there is none at " + jar);
        }
        try {
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, SqlSources.class.getClassLoader());
            jars.add(loader);
            return loader;
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean knows(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader jar : jars) {
            jar.close();
        }
    }
}
