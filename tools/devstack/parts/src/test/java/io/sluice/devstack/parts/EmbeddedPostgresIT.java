package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"KEPT, on", "THROWN_AWAY, off"})
    void writesThroughToTheDiskWhereTheFolderIsKept(Durability durability, String fsync, @TempDir Path folder)
            throws Exception {
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(folder, Ports.free(), durability).start()) {
            postgres.createDatabase("kept");
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement();
                    ResultSet setting = statement.executeQuery("show fsync")) {
                assertThat(setting.next()).isTrue();
                assertThat(setting.getString(1)).isEqualTo(fsync);
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
