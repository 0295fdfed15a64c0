package dev.walden.activity;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code prepareStatement(sql)} of a connection cheap: compiled statements are kept by their text, and closing one only gives it
 * back. Preparing costs SQLite more than most statements of a view take to run. As little thread-safe as the connection.
 */
final class StatementCache implements InvocationHandler {

    private static final int MAX_STATEMENTS = 200;

    private final Connection connection;
    private final Map<String, Cached> statements = new LinkedHashMap<>();

    private StatementCache(Connection connection) {
        this.connection = connection;
    }

    /** The connection with this convenience. */
    static Connection around(Connection connection) {
        return proxy(Connection.class, new StatementCache(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("prepareStatement")
                && arguments != null
                && arguments.length == 1
                && arguments[0] instanceof String sql) {
            return prepare(sql);
        }
        return call(connection, method, arguments);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        Cached cached = statements.get(sql);
        if (cached != null && cached.lent) {
            return connection.prepareStatement(sql);
        }
        if (cached == null || cached.spoilt) {
            statements.remove(sql);
            cached = new Cached(connection.prepareStatement(sql));
            if (statements.size() >= MAX_STATEMENTS) {
                return cached.statement;
            }
            statements.put(sql, cached);
        }
        cached.lent = true;
        return proxy(PreparedStatement.class, cached);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StatementCache.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** A compiled statement, lent or not. */
    private static final class Cached implements InvocationHandler {
        private final PreparedStatement statement;
        private boolean lent;
        /** The driver drops the compiled statement after an error; it cannot be used again. */
        private boolean spoilt;

        private @Nullable ResultSet results;

        Cached(PreparedStatement statement) {
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("close")) {
                giveBack();
                return null;
            }
            try {
                Object result = call(statement, method, arguments);
                if (result instanceof ResultSet opened) {
                    results = opened;
                } else if (method.getName().equals("execute") && Boolean.TRUE.equals(result)) {
                    results = statement.getResultSet();
                }
                return result;
            } catch (SQLException failed) {
                spoilt = true;
                throw failed;
            }
        }

        private void giveBack() throws SQLException {
            lent = false;
            if (spoilt) {
                statement.close();
                return;
            }
            if (results != null) {
                // An open result would hold back SQLite's checkpoints.
                results.close();
                results = null;
            }
            statement.clearParameters();
            statement.clearBatch();
        }
    }
}
