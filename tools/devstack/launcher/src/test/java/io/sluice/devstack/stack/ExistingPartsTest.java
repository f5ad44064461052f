package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingPartsTest {
    private static final String PAGE = "docs/operations/existing-parts.md";

    @TempDir
    private Path folder;

    @Test
    void namesOnlyWhatTheFileNames() throws IOException {
        var parts = read("kafka.bootstrap.servers=broker:9093\nkafka.security.protocol=SSL\n");

        assertThat(parts.have(Part.KAFKA)).isTrue();
        assertThat(parts.have(Part.POSTGRES)).isFalse();
        assertThat(parts.have(Part.OBJECT_STORE)).isFalse();
        assertThat(parts.have(Part.SFTP)).isFalse();
        assertThat(parts.haveMail()).isFalse();
        assertThat(parts.haveCertificate()).isFalse();
        assertThat(parts.kafka()).contains("broker:9093");
        assertThat(parts.of(Part.SFTP_WATCHER)).containsOnlyKeys("kafka.bootstrap.servers", "kafka.security.protocol");
    }

    @Test
    void givesEachServiceItsOwnKeys() throws IOException {
        var parts = read("""
                quarkus.datasource.password=secret
                schema-service.quarkus.datasource.jdbc.url=jdbc:postgresql://db/schemas
                schema-service.quarkus.datasource.reactive.url=postgresql://db/schemas
                job-service.quarkus.datasource.jdbc.url=jdbc:postgresql://db/jobs
                job-service.quarkus.datasource.reactive.url=postgresql://db/jobs
                notifier-service.quarkus.datasource.jdbc.url=jdbc:postgresql://db/mails
                notifier-service.quarkus.datasource.reactive.url=postgresql://db/mails
                batch-service.quarkus.datasource.jdbc.url=jdbc:postgresql://db/batches
                batch-service.quarkus.datasource.reactive.url=postgresql://db/batches
                data-service.quarkus.datasource.jdbc.url=jdbc:postgresql://db/data
                data-service.quarkus.datasource.reactive.url=postgresql://db/data
                quarkus.mailer.host=mail
                """);

        assertThat(parts.have(Part.POSTGRES)).isTrue();
        assertThat(parts.of(Part.JOB_SERVICE))
                .containsOnlyKeys(
                        "quarkus.datasource.password", "quarkus.datasource.jdbc.url", "quarkus.datasource.reactive.url")
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/jobs");
        assertThat(parts.of(Part.NOTIFIER_SERVICE)).containsEntry("quarkus.mailer.host", "mail");
        assertThat(parts.of(Part.SFTP_WATCHER)).isEmpty();
    }

    @Test
    void refusesAnUnknownKey() {
        assertThatThrownBy(() -> read("kafka.bootstrap.servers=broker:9093\nkafka.ssl.trustore.location=/ca.crt\n"))
                .hasMessage("%s has the unknown key kafka.ssl.trustore.location; %s lists the keys"
                        .formatted(file(), PAGE));
    }

    @Test
    void refusesHalfAPart() {
        assertThatThrownBy(() -> read("kafka.security.protocol=SSL\n"))
                .hasMessage(
                        "%s has the key kafka.security.protocol, so it needs kafka.bootstrap.servers as well; %s says why"
                                .formatted(file(), PAGE));
        assertThatThrownBy(() -> read("""
                        quarkus.tls.server.key-store.pem.0.cert=/tls.crt
                        quarkus.tls.server.key-store.pem.0.key=/tls.key
                        """))
                .hasMessage(("%s has the key quarkus.tls.server.key-store.pem.0.cert, so it needs"
                                + " quarkus.tls.outgoing.trust-store.pem.certs as well; %s says why")
                        .formatted(file(), PAGE));
    }

    @Test
    void takesEveryKeyOfItsPage() throws IOException {
        var page = Files.readString(Checkout.root().resolve(PAGE));
        var samples = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL).matcher(page);
        var all = new StringBuilder();
        while (samples.find()) {
            all.append(samples.group(1));
        }

        var parts = read(all.toString());

        assertThat(parts.have(Part.KAFKA)).isTrue();
        assertThat(parts.have(Part.POSTGRES)).isTrue();
        assertThat(parts.have(Part.OBJECT_STORE)).isTrue();
        assertThat(parts.haveMail()).isTrue();
        assertThat(parts.haveCertificate()).isTrue();
        assertThat(parts.authorities()).containsExactly(Path.of("/tls/ca.crt"), Path.of("/tls/mail-ca.crt"));
    }

    private ExistingParts read(String text) throws IOException {
        return ExistingParts.read(Files.writeString(file(), text));
    }

    private Path file() {
        return folder.resolve("existing.properties");
    }
}
