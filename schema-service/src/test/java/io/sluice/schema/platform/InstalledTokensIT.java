package io.sluice.schema.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.sluice.fixtures.LoggedLines;
import io.sluice.schema.RealParts;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@RealParts
class InstalledTokensIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    PlatformTokenConfig config;

    @Inject
    PlatformTokenStore tokens;

    @Inject
    JWTParser parser;

    @Inject
    Pool database;

    @TempDir
    Path folder;

    private final String tokenId = UUID.randomUUID().toString();
    private InstalledTokensLifecycle lifecycle;

    @BeforeEach
    void create() {
        lifecycle = new InstalledTokensLifecycle(config, tokens, parser, Clock.systemUTC());
    }

    @AfterEach
    void removeExpired() {
        sql("delete from platform_tokens where token_id like 'old-%'");
    }

    @Test
    void listsATokenUnderItsSubject() throws Exception {
        lookTwice(token("pod").remove("upn").subject("subject"));

        assertThat(listed()).extracting(PlatformTokenDocument::name).containsExactly("subject");
    }

    @Test
    void saysOnceThatAFileIsMissing() throws Exception {
        try (var logged = new LoggedLines()) {
            var missing = folder.resolve("missing");

            lifecycle.look(missing);
            lifecycle.look(missing);

            assertThat(logged.of("io.sluice.schema.platform"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("WARN")
                            .contains("missing or empty")
                            .contains(missing.toString()));
        }
    }

    @Test
    void saysOnceThatATokenIsMalformed() throws Exception {
        try (var logged = new LoggedLines()) {
            lookTwice(token("pod").claim("uid", "seven"));

            assertThat(logged.of("io.sluice.schema.platform"))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).startsWith("ERROR").contains("holds no token of this platform"));
        }
    }

    /// PostgreSQL stores no text with a zero.
    @Test
    void saysOnceThatATokenCannotBeListed() throws Exception {
        try (var logged = new LoggedLines()) {
            lookTwice(token("a\0b"));

            assertThat(logged.of("io.sluice.schema.platform"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("WARN").contains(tokenId));
        }
        assertThat(listed()).isEmpty();
    }

    @Test
    void removesTheOldestExpiredTokens() throws Exception {
        sql("insert into platform_tokens select 'old-' || n, 'old', 'admin', 0, now() - interval '9 days', 0,"
                + " now() - n * interval '1 minute' from generate_series(1, %d) n".formatted(config.maxKept()));

        lookTwice(token("pod"));

        assertThat(all()).hasSize(config.maxKept());
        assertThat(all())
                .extracting(PlatformTokenDocument::tokenId)
                .contains(tokenId, "old-1")
                .doesNotContain("old-" + config.maxKept());
    }

    private JwtClaimsBuilder token(String name) {
        return Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn(name)
                .groups("sftp-server")
                .claim("jti", tokenId)
                .expiresAt(Instant.now().plusSeconds(3600));
    }

    private void lookTwice(JwtClaimsBuilder token) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("token"), token.sign());
        lifecycle.look(file);
        lifecycle.look(file);
    }

    private List<PlatformTokenDocument> listed() {
        return all().stream().filter(token -> token.tokenId().equals(tokenId)).toList();
    }

    private List<PlatformTokenDocument> all() {
        try {
            return VertxContextSupport.subscribeAndAwait(tokens::all);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void sql(String statement) {
        database.query(statement).execute().await().atMost(LIMIT);
    }
}
