package io.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.Arguments.Command;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.SftpServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void takesAllOptions() {
        Arguments arguments = Arguments.parse(List.of(
                "up",
                "--pickup",
                "0 6 * * * Asia/Taipei",
                "--sftp",
                "openssh",
                "--port-base",
                "9000",
                "--data-dir",
                "/d",
                "--env-file",
                "/e"));

        assertThat(arguments.command()).isEqualTo(Command.UP);
        assertThat(arguments.stack().pickup()).isEqualTo("0 6 * * * Asia/Taipei");
        assertThat(arguments.stack().sftp()).isEqualTo(SftpServer.OPENSSH);
        assertThat(arguments.stack().portBase()).contains(9000);
        assertThat(arguments.stack().dataDir()).contains(Path.of("/d"));
        assertThat(arguments.envFile()).contains(Path.of("/e"));
    }

    @Test
    void takesFilesAtOnceAndKeepsNothingByDefault() {
        Arguments arguments = Arguments.parse(List.of("demo"));

        assertThat(arguments.command()).isEqualTo(Command.DEMO);
        assertThat(arguments.stack().pickup()).isEqualTo("continuous");
        assertThat(arguments.stack().dataDir()).isEqualTo(Optional.empty());
    }

    @Test
    void leavesOutServicesByListAndByRepeatedOption() {
        Arguments arguments = Arguments.parse(
                List.of("up", "--without", "job-service,sftp-watcher", "--without", "notifier-service"));

        assertThat(arguments.stack().without())
                .containsExactlyInAnyOrder(Part.JOB_SERVICE, Part.SFTP_WATCHER, Part.NOTIFIER_SERVICE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| no command, expected up or demo",
                "down | unknown command 'down', expected up or demo",
                "up --data-dir | option --data-dir has no value",
                "up --fast yes | unknown option '--fast', expected --pickup, --sftp, --port-base, --data-dir, --env-file, --config or --without",
                "up --without kafka | --without 'kafka', expected one or more of schema-service,sftp-watcher,validator-service,job-service,notifier-service,batch-service,data-service",
                "demo --without job-service | --without is an option of up; the demo needs every service",
                "demo --config /c | --config is an option of up; the demo reads the mails of its own mail server",
                "up --config /missing | /missing does not exist",
                "up --sftp mina | --sftp 'mina', expected embedded or openssh",
                "up --port-base many | --port-base 'many', expected a number",
                "up --port-base 80 | --port-base 80, expected 1024 to 65000",
                "up --pickup daily | --pickup 'daily', expected continuous or five cron fields and a time zone: \"0 6 * * * Asia/Taipei\"",
            })
    void refusesWithASentence(@Nullable String line, String sentence) {
        List<String> words = line == null ? List.of() : List.of(line.split(" ", -1));

        assertThatThrownBy(() -> Arguments.parse(words)).hasMessage(sentence);
    }

    @Test
    void refusesAnUnknownZoneByName() {
        assertThatThrownBy(() -> Arguments.parse(List.of("up", "--pickup", "0 6 * * * Asia/Taipeh")))
                .hasMessage("--pickup '0 6 * * * Asia/Taipeh': 'Asia/Taipeh' is no time zone,"
                        + " expected one such as Asia/Taipei");
    }
}
