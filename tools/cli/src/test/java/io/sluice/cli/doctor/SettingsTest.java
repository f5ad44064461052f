package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheEnvironmentWhereTheFileIsSilent() throws IOException {
        var file = Files.writeString(folder.resolve("doctor.properties"), "sluice.sftp.host=from-file\nblank=\n");

        var settings = Settings.read(
                file, Map.of("SLUICE_SFTP_HOST", "from-environment", "SLUICE_SFTP_KNOWN_HOSTS_FILE", "/known-hosts"));

        assertThat(settings.find("sluice.sftp.host")).contains("from-file");
        assertThat(settings.find("sluice.sftp.known-hosts-file")).contains("/known-hosts");
        assertThat(settings.find("blank")).isEmpty();
        assertThat(settings.find("sluice.sftp.port")).isEmpty();
    }

    @Test
    void prefersTheServicesOwnValue() {
        var settings = new Settings(
                Map.of("quarkus.datasource.username", "all"),
                Map.of("JOB_SERVICE_QUARKUS_DATASOURCE_USERNAME", "jobs"));

        assertThat(settings.find("job-service", "quarkus.datasource.username")).contains("jobs");
        assertThat(settings.find("schema-service", "quarkus.datasource.username"))
                .contains("all");
    }

    @Test
    void findsAllKeysBelowAPrefix() {
        var settings = new Settings(
                Map.of("kafka.bootstrap.servers", "b:9092", "other", "x"),
                Map.of("KAFKA_SASL_MECHANISM", "PLAIN", "KAFKA_BOOTSTRAP_SERVERS", "a:9092"));

        assertThat(settings.below("kafka."))
                .isEqualTo(Map.of("bootstrap.servers", "b:9092", "sasl.mechanism", "PLAIN"));
    }
}
