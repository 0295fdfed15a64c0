package dev.walden.tools.sql;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a real server that never answers: whatever is asked first is waited for until the socket ends.
 *
 * @param heedsTimeout whether it has a network timeout; else it can be aborted
 */
record SilentDriver(int port, boolean heedsTimeout) implements Driver {

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            return (Connection) Proxy.newProxyInstance(
                    SilentDriver.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, arguments) -> answered(socket, method, arguments));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private @Nullable Object answered(Socket socket, Method method, Object[] arguments) throws SQLException {
        try {
            switch (method.getName()) {
                case "setNetworkTimeout" -> socket.setSoTimeout(heedsTimeout ? (int) arguments[1] : 0);
                case "abort" -> closeUnless(heedsTimeout, socket);
                case "close" -> socket.close();
                case "setReadOnly" ->
                    throw new SQLException(
                            "answered: " + socket.getInputStream().read());
                default -> throw new SQLException("not asked for: " + method.getName());
            }
            return null;
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static void closeUnless(boolean heedsTimeout, Socket socket) throws IOException {
        if (!heedsTimeout) {
            socket.close();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
