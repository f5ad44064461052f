package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.TestPostgres;
import io.sluice.devstack.parts.TestPostgres.Database;
import io.sluice.devstack.parts.process.Ports;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseCheckIT {
    private static final String HISTORY =
            "create table flyway_schema_history (installed_rank int, version text, description text, success boolean)";

    private final Database database = TestPostgres.newDatabase();

    @Test
    void reportsTheLastMigration() throws SQLException {
        execute(HISTORY);
        execute("insert into flyway_schema_history values (1, '1', 'jobs', true), (2, '2', 'usage', true)");

        assertThat(check(database.jdbcUrl()))
                .isEqualTo(new CheckOutcome.Good("connected, last migration V2 usage (" + place() + ")"));
    }

    @Test
    void seesAFailedMigration() throws SQLException {
        execute(HISTORY);
        execute("insert into flyway_schema_history values (1, '1', 'jobs', true), (2, '2', 'usage', false)");

        assertThat(check(database.jdbcUrl()))
                .isEqualTo(new CheckOutcome.Bad(
                        "migration V2 usage has failed (" + place() + ")",
                        "success",
                        "read the log of job-service around its start; fix the cause, then start it again"));
    }

    @Test
    void seesADatabaseWithoutTables() {
        assertThat(check(database.jdbcUrl()))
                .isEqualTo(new CheckOutcome.Bad(
                        "no migration has run here (" + place() + ")",
                        "the tables of job-service",
                        "start job-service: it makes its tables itself; if it runs, read its log"));
    }

    @Test
    void seesThatTheDatabaseIsMissing() {
        assertThat(check(database.jdbcUrl().replaceFirst("test_\\w+", "nothing")))
                .isEqualTo(new CheckOutcome.Bad(
                        "there is no such database (" + place().replaceFirst("/.*", "/nothing") + ")",
                        "the database of job-service",
                        "create it (createdb), then start job-service: it makes its tables itself"));
    }

    @Test
    void seesThatNobodyListensAndShowsNoPassword() {
        var port = Ports.free();

        assertThat(check("jdbc:postgresql://127.0.0.1:" + port + "/jobs?password=secret"))
                .isEqualTo(new CheckOutcome.Bad(
                        "the database does not answer: Connection refused (127.0.0.1:" + port + "/jobs)",
                        "a connection",
                        "see that PostgreSQL runs (pg_isready) and that the address is right"));
    }

    @Test
    void comparesClocks() {
        assertThat(new DatabaseClockCheck(address(database.jdbcUrl()), InstantSource.system(), Duration.ofSeconds(5))
                        .run())
                .isInstanceOf(CheckOutcome.Good.class);
        assertThat(new DatabaseClockCheck(
                                address(database.jdbcUrl()),
                                InstantSource.offset(InstantSource.system(), Duration.ofMinutes(2)),
                                Duration.ofSeconds(5))
                        .run())
                .isInstanceOfSatisfying(
                        CheckOutcome.Bad.class, bad -> assertThat(bad.fact()).contains("behind this machine's"));
    }

    private CheckOutcome check(String url) {
        return new DatabaseCheck("job-service", address(url)).run();
    }

    private DatabaseAddress address(String url) {
        return new DatabaseAddress(
                url, Optional.of(database.user()), Optional.of(database.user()), Duration.ofSeconds(5));
    }

    private String place() {
        return address(database.jdbcUrl()).place();
    }

    private void execute(String statement) throws SQLException {
        try (var connection = address(database.jdbcUrl()).connect();
                var open = connection.createStatement()) {
            open.execute(statement);
        }
    }
}
