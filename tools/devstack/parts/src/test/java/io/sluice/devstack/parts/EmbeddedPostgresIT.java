package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresIT {

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary().start()) {
            postgres.createDatabase("kept");
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table note as select 'before' as text");
            }

            postgres.stop();
            postgres.start();
            postgres.createDatabase("kept");

            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement();
                    ResultSet note = statement.executeQuery("select text from note")) {
                assertThat(note.next()).isTrue();
                assertThat(note.getString(1)).isEqualTo("before");
            }
        }
    }

    @Test
    void keepsWhatItAcknowledgedOverAKill() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary().start()) {
            postgres.createDatabase("kept");
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table note as select 'before' as text");
                statement.execute("insert into note values ('last')");
            }

            postgres.kill();
            postgres.start();

            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("select count(*) from note")) {
                assertThat(count.next()).isTrue();
                assertThat(count.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void givesEveryCallerADatabaseOfItsOwn() {
        assertThat(TestPostgres.newDatabase()).isNotEqualTo(TestPostgres.newDatabase());
    }

    private static Connection connect(EmbeddedPostgres postgres) throws Exception {
        return DriverManager.getConnection(postgres.jdbcUrl("kept"), EmbeddedPostgres.USER, "any");
    }
}
