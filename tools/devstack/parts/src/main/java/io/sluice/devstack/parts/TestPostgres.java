package io.sluice.devstack.parts;

/// The PostgreSQL of integration tests: one server a test run, databases as many as asked for.
public final class TestPostgres {

    private static final String PORT = "sluice.test.postgres.port";

    private TestPostgres() {}

    /// A fresh, empty database; the first call starts the server, the end of the JVM ends it.
    public static Database newDatabase() {
        int port = Integer.parseInt(JvmWide.once(
                PORT,
                () -> Integer.toString(EmbeddedPostgres.temporary().start().port())));
        String name = "test_" + Long.toString(System.nanoTime(), 36);
        EmbeddedPostgres.createDatabase(port, name);
        return new Database(
                EmbeddedPostgres.jdbcUrl(port, name), EmbeddedPostgres.reactiveUrl(port, name), EmbeddedPostgres.USER);
    }

    /// How a database is reached; there is no password to check, any is taken.
    public record Database(String jdbcUrl, String reactiveUrl, String user) {}
}
