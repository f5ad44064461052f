package io.sluice.data.parts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/// Connections of the application that a test looks at, or gives out itself.
public final class SeenConnections {
    private SeenConnections() {}

    /// The database, whose connections pass by the eye.
    public static DataSource seen(DataSource database, UnaryOperator<Connection> eye) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, values) -> {
                    var result = invoke(database, method, values);
                    return result instanceof Connection connection ? eye.apply(connection) : result;
                });
    }

    /// The database, with this connection as the only one; it stays open.
    public static DataSource always(DataSource database, Connection connection) {
        return seen(database, given -> {
            close(given);
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, values) ->
                            method.getName().equals("close") ? null : invoke(connection, method, values));
        });
    }

    public static Object invoke(Object part, Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(part, values);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    /// The first column of the first row.
    public static String one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
