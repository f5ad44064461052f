package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// After a rollback, and while an upgrade replaces one pod after the other, a later version has migrated the
/// tables.
@QuarkusTest
@RealParts
class LaterVersionIT {
    private static final String LATER = """
            insert into flyway_schema_history
            select 1000, '1000', 'of a later version', type, 'V1000__of_a_later_version.sql', 1, installed_by, now(), 1, true
            from flyway_schema_history where version = '1'
            """;

    @Inject
    Flyway flyway;

    @Inject
    DataSource database;

    @Test
    void acceptsTablesOfALaterVersion() throws SQLException {
        execute(LATER);
        try {
            assertThatCode(flyway::migrate).doesNotThrowAnyException();
        } finally {
            execute("delete from flyway_schema_history where version = '1000'");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
