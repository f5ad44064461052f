package io.sluice.schema.platform;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.quarkus.vertx.VertxContextSupport;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.threads.SupervisedThread;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Lists the tokens that were made at the installation, without the API. Then they are seen and can be
/// revoked like all others. A file may be replaced.
@ApplicationScoped
class InstalledTokensLifecycle {
    private static final Log LOG = Log.of(InstalledTokensLifecycle.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final List<Path> files;
    private final PlatformTokenStore tokens;
    private final JWTParser parser;
    private final Clock clock;
    /// Tokens that could not be listed, so that each is logged once while it is tried again.
    private final Set<String> failed = new HashSet<>();
    /// What each file had, so that nothing is listed or logged twice.
    private final Map<Path, String> seen = new HashMap<>();
    private volatile @Nullable SupervisedThread thread;

    InstalledTokensLifecycle(PlatformTokenConfig config, PlatformTokenStore tokens, JWTParser parser, Clock clock) {
        this.files = config.files().orElse(List.of());
        this.tokens = tokens;
        this.parser = parser;
        this.clock = clock;
    }

    void start(@Observes TablesMigrated tables) {
        if (!files.isEmpty()) {
            thread = SupervisedThread.start("installed-tokens", this::run);
        }
    }

    @Shutdown
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            for (var file : files) {
                look(file);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    void look(Path file) throws InterruptedException {
        var content = content(file);
        if (content.equals(seen.get(file))) {
            return;
        }
        if (content.isEmpty()) {
            seen.put(file, content);
            LOG.warn(
                    "a file for a token of the installation is missing or empty, nothing is listed",
                    field("file", file));
            return;
        }
        try {
            var grant = grant(parser.parse(content.strip()));
            if (grant.isEmpty() || list(grant.get())) {
                seen.put(file, content);
            }
            if (grant.isEmpty()) {
                LOG.error("a token of the installation has no role of the platform, expected one", field("file", file));
            }
        } catch (ParseException | IllegalArgumentException unreadable) {
            seen.put(file, content);
            LOG.error(
                    "a file holds no token of this platform that is in force, so it is not listed",
                    field("file", file),
                    cause(unreadable));
        }
    }

    /// Empty for a file that cannot be read.
    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            LOG.debug("a token of the installation cannot be read", field("file", file), cause(unreadable));
            return "";
        }
    }

    /// @return false while the database does not take it
    private boolean list(PlatformGrant grant) throws InterruptedException {
        try {
            if (VertxContextSupport.subscribeAndAwait(() -> tokens.remember(grant, clock.instant()))) {
                LOG.info(
                        "a token of the installation is listed",
                        field("tokenId", grant.tokenId()),
                        field("role", grant.role().label()),
                        field("name", grant.name()),
                        field("expiresAt", grant.expiresAt()));
            }
            failed.remove(grant.tokenId());
            return true;
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Throwable failure) {
            if (failed.add(grant.tokenId())) {
                LOG.warn(
                        "a token of the installation cannot be listed, retrying every minute",
                        field("tokenId", grant.tokenId()),
                        cause(failure));
            }
            return false;
        }
    }

    private static Optional<PlatformGrant> grant(JsonWebToken token) {
        if (token.getTokenID() == null) {
            throw new IllegalArgumentException("the claim jti is missing");
        }
        return token.getGroups().stream()
                .flatMap(group -> PlatformRole.ofLabel(group).stream())
                .findFirst()
                .map(role -> new PlatformGrant(
                        token.getTokenID(),
                        Optional.ofNullable(token.getName()).orElse("unnamed, of " + role.label()),
                        role,
                        Optional.<Object>ofNullable(token.getClaim("uid"))
                                .map(user -> Long.parseLong(user.toString()))
                                .orElse(0L),
                        Instant.ofEpochSecond(token.getIssuedAtTime()),
                        0,
                        Instant.ofEpochSecond(token.getExpirationTime())));
    }
}
