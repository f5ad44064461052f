package io.sluice.cli.doctor;

import java.sql.SQLException;

/// Checks that a service can connect to its database, and that the last migration succeeded.
record DatabaseCheck(String service, DatabaseAddress address) implements Check {
    private static final String LAST_MIGRATION =
            "select version, description, success from flyway_schema_history order by installed_rank desc limit 1";

    @Override
    public Subject subject() {
        return new Subject("database", service);
    }

    @Override
    public String place() {
        return address.place();
    }

    @Override
    public String ifSilent() {
        return "see that PostgreSQL runs and that nothing between here and it drops connections";
    }

    @Override
    public CheckOutcome run() {
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(LAST_MIGRATION)) {
            if (!rows.next()) {
                return noTables();
            }
            var migration = "V%s %s".formatted(rows.getString(1), rows.getString(2));
            return rows.getBoolean(3)
                    ? new CheckOutcome.Good("connected, last migration %s (%s)".formatted(migration, place()))
                    : new CheckOutcome.Bad(
                            "migration %s has failed (%s)".formatted(migration, place()),
                            "success",
                            "read the log of %s around its start; fix the cause, then start it again"
                                    .formatted(service));
        } catch (SQLException failure) {
            return judge(failure);
        }
    }

    private CheckOutcome judge(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "42P01" -> noTables();
            case "42501" ->
                new CheckOutcome.Bad(
                        "the user may not read the tables (%s)".formatted(place()),
                        "the user that owns the tables",
                        "give the doctor the same user as " + service);
            case "28P01", "28000" ->
                new CheckOutcome.Bad(
                        "the database refuses user and password: %s (%s)".formatted(Causes.of(failure), place()),
                        "a log-in",
                        "compare %s.quarkus.datasource.username and .password with the Secret of the database"
                                .formatted(service));
            case "3D000" ->
                new CheckOutcome.Bad(
                        "there is no such database (%s)".formatted(place()),
                        "the database of " + service,
                        "create it (createdb), then start %s: it makes its tables itself".formatted(service));
            default ->
                Handshake.failure(
                                "the database",
                                failure,
                                place(),
                                "sslrootcert in %s.quarkus.datasource.jdbc.url".formatted(service))
                        .orElseGet(() -> new CheckOutcome.Bad(
                                "the database does not answer: %s (%s)".formatted(Causes.of(failure), place()),
                                "a connection",
                                "see that PostgreSQL runs (pg_isready) and that the address is right"));
        };
    }

    private CheckOutcome noTables() {
        return new CheckOutcome.Bad(
                "no migration has run here (%s)".formatted(place()),
                "the tables of " + service,
                "start %s: it makes its tables itself; if it runs, read its log".formatted(service));
    }
}
