package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void namesTheMissingKeysAndSaysWhatToDoWhenNothingIsSet() {
        var status = run(Map.of());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith("""
                nothing was checked, because no address is set. Do one of these:
                  --data-dir DIR   DIR is the data folder of a running ./sluice up, which prints it as its first line
                  --config FILE    FILE holds the services' keys; docs/operations/doctor.md lists them
                  set the same keys in the environment, for instance SLUICE_SCHEMA_SERVICE_URL
                """);
        assertThat(out.toString()).isEqualTo("""
                service
                    -   schema-service    not checked: sluice.schema-service.management-url is not set
                    -   sftp-watcher      not checked: sluice.sftp-watcher.management-url is not set
                    -   validator-service not checked: sluice.validator-service.management-url is not set
                    -   job-service       not checked: sluice.job-service.management-url is not set
                    -   notifier-service  not checked: sluice.notifier-service.management-url is not set
                    -   batch-service     not checked: sluice.batch-service.management-url is not set
                    -   data-service      not checked: sluice.data-service.management-url is not set
                    -   gateway           not checked: sluice.gateway.url is not set
                tokens
                    -   expiry            not checked: sluice.schema-service.url is not set
                sftp
                    -   service port      not checked: sluice.sftp.host is not set
                    -   tenants port      not checked: sluice.sftp-endpoint.host is not set
                    -   service log-in    not checked: sluice.sftp.host is not set
                    -   chroot ownership  not checked: sluice.sftp.host is not set
                    -   processing        not checked: sluice.sftp.host is not set
                    -   validator log-in  not checked: sluice.sftp.host is not set
                log-in
                    -   of a tenant       not checked: no --account with --password-file or --key was given
                kafka
                    -   brokers           not checked: kafka.bootstrap.servers is not set
                database
                    -   schema-service    not checked: schema-service.quarkus.datasource.jdbc.url is not set
                    -   job-service       not checked: job-service.quarkus.datasource.jdbc.url is not set
                    -   notifier-service  not checked: notifier-service.quarkus.datasource.jdbc.url is not set
                    -   batch-service     not checked: batch-service.quarkus.datasource.jdbc.url is not set
                    -   data-service      not checked: data-service.quarkus.datasource.jdbc.url is not set
                objects
                    -   sluice            not checked: quarkus.s3.endpoint-override is not set
                mail
                    -   smtp              not checked: quarkus.mailer.host is not set
                clock
                    -   sftp              not checked: sluice.sftp.host is not set
                    -   gateway           not checked: sluice.gateway.url is not set
                    -   schema-service    not checked: sluice.schema-service.url is not set
                    -   objects           not checked: quarkus.s3.endpoint-override is not set
                    -   database          not checked: schema-service.quarkus.datasource.jdbc.url is not set

                0 good, 0 bad, 29 not checked
                """);
    }

    @Test
    void endsWithOneWhenSomethingIsBad() {
        var status = run(Map.of("SLUICE_JOB_SERVICE_MANAGEMENT_URL", "http://127.0.0.1:1"));

        assertThat(status).isEqualTo(1);
        assertThat(out.toString()).contains("""
                  BAD   job-service       job-service does not answer: Connection refused (http://127.0.0.1:1/q/health/ready)
                                          expected: an answer
                                          do: see that job-service runs and read the end of its log
                """);
    }

    @Test
    void refusesWrongCallsWithTwo() {
        assertThat(run(Map.of(), "--from", "127.0.0.1")).isEqualTo(2);
        assertThat(run(Map.of(), "--account", "acme")).isEqualTo(2);
        assertThat(run(Map.of(), "--account", "acme", "--key", "k", "--from", "here"))
                .isEqualTo(2);
        assertThat(run(Map.of(), "--timeout", "0")).isEqualTo(2);
        assertThat(run(Map.of("SLUICE_SFTP_HOST", "sftp", "SLUICE_SFTP_PORT", "x")))
                .isEqualTo(2);
        assertThat(run(Map.of(), "--nonsense")).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--password-file, --key and --from need --account",
                        "--account needs one of --password-file and --key",
                        "--from here, expected an address of this machine",
                        "--timeout and --max-skew are at least 1, --max-lag is at least 0",
                        "sluice.sftp.port is 'x', expected a port",
                        "Unknown option: '--nonsense'");
    }

    @Test
    void saysWhereItLookedForTheSettings() {
        assertThat(run(Map.of(), "--config", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run(Map.of(), "--data-dir", folder.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        folder + "/none does not exist, expected a properties file",
                        folder + "/doctor.properties does not exist, expected it there while ./sluice up --data-dir "
                                + folder + " runs");
    }

    private int run(Map<String, String> environment, String... words) {
        return new CommandLine(new DoctorCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}
