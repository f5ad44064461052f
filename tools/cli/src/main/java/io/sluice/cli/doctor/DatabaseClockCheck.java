package io.sluice.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/// Checks the clock of PostgreSQL.
record DatabaseClockCheck(DatabaseAddress address, InstantSource clock, Duration limit) implements Check {
    @Override
    public Subject subject() {
        return new Subject("clock", "database");
    }

    @Override
    public String place() {
        return address.place();
    }

    @Override
    public String ifSilent() {
        return "see that PostgreSQL runs";
    }

    @Override
    public CheckOutcome run() {
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            var before = clock.instant();
            try (var rows = statement.executeQuery("select clock_timestamp()")) {
                rows.next();
                var reported = rows.getObject(1, OffsetDateTime.class).toInstant();
                Instant after = clock.instant();
                return Skew.judge(Skew.of(before, reported, after, Duration.ofMillis(1)), limit, place());
            }
        } catch (SQLException unavailable) {
            return new CheckOutcome.NotChecked("the database does not answer, see there");
        }
    }
}
