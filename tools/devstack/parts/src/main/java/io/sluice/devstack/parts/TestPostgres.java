package io.sluice.devstack.parts;

/// The PostgreSQL of integration tests: one server a test run, databases as many as asked for.
public final class TestPostgres {

    private TestPostgres() {}

    /// A fresh, empty database; the first call starts the server, the end of the JVM ends it.
    public static Database newDatabase() {
        int port = Integer.parseInt(server().address());
        String name = "test_" + Long.toString(System.nanoTime(), 36);
        EmbeddedPostgres.createDatabase(port, name);
        return new Database(
                EmbeddedPostgres.jdbcUrl(port, name), EmbeddedPostgres.reactiveUrl(port, name), EmbeddedPostgres.USER);
    }

    /// Halts the server: connections stay open and nothing answers until [#goOn()].
    public static void halt() {
        server().halt();
    }

    /// Ends [#halt()].
    public static void goOn() {
        server().goOn();
    }

    private static HaltablePart server() {
        return HaltablePart.once("sluice.test.postgres", () -> {
            var started = EmbeddedPostgres.temporary().start();
            return new HaltablePart(Integer.toString(started.port()), started.pid());
        });
    }

    /// How a database is reached; there is no password to check, any is taken.
    public record Database(String jdbcUrl, String reactiveUrl, String user) {}
}
