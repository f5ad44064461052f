package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTokensTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path data;

    private Instant now = START;

    @Test
    void aServicesTokenIsReplacedWhenHalfOfItsLifeIsOver() throws Exception {
        try (var folder = StackFolder.open(Optional.of(data))) {
            var tokens = StackTokens.in(folder, clock());
            var file = tokens.serviceFile("job-service");
            var first = Files.readString(file);
            assertThat(expiry(first)).isEqualTo(START.plus(Duration.ofDays(2)));

            now = START.plus(Duration.ofHours(23));
            assertThat(Files.readString(tokens.serviceFile("job-service"))).isEqualTo(first);
            now = START.plus(Duration.ofHours(25));
            tokens.files();

            assertThat(expiry(Files.readString(file))).isEqualTo(now.plus(Duration.ofDays(2)));
        }
    }

    @Test
    void theAdminTokenLastsForARunAndIsTheOneThatIsListed() throws Exception {
        try (var folder = StackFolder.open(Optional.of(data))) {
            var tokens = StackTokens.in(folder, clock());

            assertThat(tokens.admin()).isEqualTo(tokens.admin()).isEqualTo(Files.readString(tokens.adminFile()));
            assertThat(expiry(tokens.admin())).isEqualTo(START.plus(Duration.ofDays(14)));
            assertThat(tokens.files()).hasSize(5).doesNotHaveDuplicates();
        }
    }

    @Test
    void aNewKeyMakesNewTokens() throws Exception {
        try (var folder = StackFolder.open(Optional.of(data))) {
            var before = StackTokens.in(folder, clock()).admin();
            Files.delete(data.resolve("keys/jwt-private.pem"));

            var after = StackTokens.in(folder, clock()).admin();

            assertThat(part(after, 0).path("kid")).isNotEqualTo(part(before, 0).path("kid"));
        }
    }

    private InstantSource clock() {
        return () -> now;
    }

    private static Instant expiry(String token) throws Exception {
        return Instant.ofEpochSecond(part(token, 1).path("exp").asLong());
    }

    private static JsonNode part(String token, int index) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
    }
}
