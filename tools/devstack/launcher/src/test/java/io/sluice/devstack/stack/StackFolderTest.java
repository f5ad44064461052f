package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {

    @TempDir
    private Path folder;

    @Test
    void letsOneStackAtATimeIn() {
        try (StackFolder first = StackFolder.open(Optional.of(folder))) {
            assertThat(first.isKept()).isTrue();
            assertThatThrownBy(() -> StackFolder.open(Optional.of(folder)))
                    .hasMessage("another stack runs on " + folder + "; stop it first or choose another --data-dir");
        }
        try (StackFolder next = StackFolder.open(Optional.of(folder))) {
            assertThat(next.root()).isEqualTo(folder);
        }
    }

    @Test
    void keepsSecretsFromOthers() throws Exception {
        try (StackFolder kept = StackFolder.open(Optional.of(folder))) {
            Path secret = kept.writeSecret("keys/token", "s3cret");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(secret)).isEqualTo("s3cret");
        }
    }

    @Test
    void leavesNoDraftOfASecretThatCannotBeWritten() throws Exception {
        // A folder that is not empty cannot be replaced.
        Files.createDirectories(folder.resolve("config/kafka.properties/taken"));
        try (StackFolder kept = StackFolder.open(Optional.of(folder))) {
            assertThatThrownBy(() -> kept.writeSecret("config/kafka.properties", "s3cret"))
                    .hasMessageStartingWith(folder.resolve("config/kafka.properties") + " cannot be written: ");
        }

        try (Stream<Path> files = Files.list(folder.resolve("config"))) {
            assertThat(files).containsExactly(folder.resolve("config/kafka.properties"));
        }
    }

    @Test
    void waitsForTheEndOfAPreviousRunsProcesses() throws Exception {
        Process previous = new ProcessBuilder("sleep", "1").start();
        try (StackFolder first = StackFolder.open(Optional.of(folder))) {
            first.remember("previous", previous.pid());
        }

        try (StackFolder next = StackFolder.open(Optional.of(folder))) {
            assertThat(next.root()).isEqualTo(folder);
            assertThat(previous.isAlive()).isFalse();
        }
    }
}
