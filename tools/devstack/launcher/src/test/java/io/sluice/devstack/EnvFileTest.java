package io.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

    @TempDir
    private Path folder;

    @Test
    void holdsQuotedAssignmentsForItsOwner() throws Exception {
        Path file = folder.resolve("sluice.env");

        new EnvFile(file).write(Map.of("SLUICE_ACCOUNT_PASSWORD", "it's"));

        assertThat(file).hasContent("SLUICE_ACCOUNT_PASSWORD='it'\\''s'\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isGoneAfterRemovalAlsoTheSecondTime() {
        EnvFile file = new EnvFile(folder.resolve("sluice.env"));
        file.write(Map.of("SLUICE_URL", "http://127.0.0.1:8700"));

        file.remove();
        file.remove();

        assertThat(folder).isEmptyDirectory();
    }
}
