package io.sluice.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTokenTest {
    @TempDir
    private Path folder;

    @Test
    void usesATokenThatReplacesTheOneInItsFile() throws Exception {
        var file = Files.writeString(folder.resolve("token"), "old\n");
        var token = new ServiceToken(Optional.of("fixed"), Optional.of(file));
        assertThat(token.authorization()).isEqualTo("Bearer old");

        Files.writeString(file, "new\n");

        assertThat(token.authorization()).isEqualTo("Bearer new");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        var missing = folder.resolve("missing");

        assertThatThrownBy(() -> new ServiceToken(Optional.empty(), Optional.of(missing)).authorization())
                .isInstanceOf(MissingServiceTokenException.class)
                .hasMessage("sluice.service-token-file %s cannot be read: %s".formatted(missing, missing));
    }
}
