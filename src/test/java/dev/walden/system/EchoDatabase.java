package dev.walden.system;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.Driver;
import org.h2.tools.Server;

/** A database on a server that knows the password of its reader, and holds it in a table, so that rows and errors tell it. */
final class EchoDatabase implements AutoCloseable {

    private final String name = "mem:" + UUID.randomUUID();
    private final Connection open;
    private final Server server;

    EchoDatabase(String user, String password) throws SQLException {
        open = DriverManager.getConnection("jdbc:h2:" + name, user, password);
        try (Statement statement = open.createStatement()) {
            statement.execute("CREATE TABLE said(words VARCHAR)");
        }
        for (String words : Spelled.of(password)) {
            said(words);
        }
        said(password);
        server = Server.createTcpServer("-tcpPort", "0").start();
    }

    private void said(String words) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement("INSERT INTO said VALUES (?)")) {
            insert.setString(1, words);
            insert.execute();
        }
    }

    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /** The jar of its driver. */
    static Path driver() {
        return Path.of(URI.create(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        open.close();
    }
}
