package io.sluice.batch.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses a token that calls too often (429).
@ApplicationScoped
public class TokenPace {
    /// After the token and its client key were checked.
    private static final int LAST = 7_000;

    private final CurrentIdentityAssociation identities;
    private final RequestPace pace;
    private final int perMinute;

    TokenPace(CurrentIdentityAssociation identities, PaceConfig config) {
        this.identities = identities;
        this.perMinute = config.requestsPerMinute();
        this.pace = new RequestPace(perMinute, System::nanoTime);
    }

    @ServerRequestFilter(priority = LAST)
    public Uni<Void> check() {
        return identities
                .getDeferredIdentity()
                .invoke(identity -> {
                    if (identity.getPrincipal() instanceof JsonWebToken token) {
                        check(token.getTokenID());
                    }
                })
                .replaceWithVoid();
    }

    /// Counts a request of the token.
    ///
    /// @return how long to wait, if it is one too many
    Optional<Duration> take(String token) {
        return pace.take(token);
    }

    private void check(String token) {
        take(token).ifPresent(wait -> {
            throw Problems.tooManyRequests(
                    "The token sent %d requests within a minute, which is the limit. Try again in %d s."
                            .formatted(perMinute, wait.toSeconds() + 1),
                    wait.plusSeconds(1));
        });
    }
}
