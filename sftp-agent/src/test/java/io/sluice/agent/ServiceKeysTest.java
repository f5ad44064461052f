package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceKeysTest {
    private final Warnings warnings = new Warnings();

    @TempDir
    private Path folder;

    private PodPaths paths;
    private Path service;
    private Path validator;
    private ServiceKeys keys;

    @BeforeEach
    void layOut() throws IOException {
        Logger.getLogger(ServiceKeys.class.getName()).addHandler(warnings);
        paths = new PodPaths(folder, folder.resolve("run"), folder, folder);
        Files.createDirectories(paths.serviceKey(ServiceUser.NAME).getParent());
        service = Files.writeString(folder.resolve("service.pub"), "ssh-ed25519 AAAA sluice\n");
        validator = Files.writeString(folder.resolve("validator.pub"), "ssh-ed25519 BBBB sluice\n");
        keys = new ServiceKeys(paths, service, validator);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger(ServiceKeys.class.getName()).removeHandler(warnings);
    }

    @Test
    void admitsEachUserByItsOwnKey() throws Exception {
        keys.admit();

        assertThat(paths.serviceKey("sluice-service")).hasContent("ssh-ed25519 AAAA");
        assertThat(paths.serviceKey("sluice-validator")).hasContent("ssh-ed25519 BBBB");
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void admitsAKeyThatReplacesThePreviousOne() throws Exception {
        keys.admit();
        Files.writeString(validator, "ssh-ed25519 CCCC sluice\n");

        keys.admit();

        assertThat(paths.serviceKey("sluice-validator")).hasContent("ssh-ed25519 CCCC");
    }

    @Test
    void saysOnceWhichKeyIsMissingAndAdmitsTheOthers() throws Exception {
        Files.delete(validator);

        keys.admit();
        keys.admit();

        assertThat(paths.serviceKey("sluice-service")).exists();
        assertThat(paths.serviceKey("sluice-validator")).doesNotExist();
        assertThat(warnings.texts)
                .containsExactly(
                        ("sluice-validator cannot log in, so no file is checked; expected its public key in the file of"
                                        + " SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE (in the chart: the key validator-public of"
                                        + " the Secret secrets.sftpServiceKey): cause=java.nio.file.NoSuchFileException: %s")
                                .formatted(validator));
    }

    @Test
    void admitsNobodyByAKeyThatWasTakenAway() throws Exception {
        keys.admit();
        Files.delete(validator);

        keys.admit();

        assertThat(paths.serviceKey("sluice-validator")).doesNotExist();
    }

    @Test
    void admitsTheOthersBesideAKeyThatIsNoneAndKeepsItToItself() throws Exception {
        Files.writeString(validator, "-----BEGIN OPENSSH PRIVATE KEY-----\n");

        keys.admit();

        assertThat(paths.serviceKey("sluice-service")).exists();
        assertThat(paths.serviceKey("sluice-validator")).doesNotExist();
        assertThat(warnings.texts)
                .singleElement()
                .asString()
                .endsWith("expected a public key like \"ssh-ed25519 AAAA… comment\" in " + validator)
                .doesNotContain("PRIVATE");
    }

    @Test
    void refusesToGoOnWithoutTheKeyOfTheWatcher() throws Exception {
        Files.delete(service);

        assertThatThrownBy(keys::admit).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesAnEnvironmentWithoutTheKeyOfTheValidators() {
        var environment = Map.of(
                "SLUICE_SCHEMA_SERVICE_URL", "http://schema-service:8080",
                "SLUICE_SERVICE_TOKEN_FILE", "token",
                "SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE", "service.pub");

        assertThatThrownBy(() -> AgentConfig.of(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE is not set; entrypoint.sh says what it must be");
    }

    private static final class Warnings extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            texts.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
