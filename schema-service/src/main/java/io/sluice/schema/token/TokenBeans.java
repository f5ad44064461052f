package io.sluice.schema.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Hands the use cases their collaborators.
@ApplicationScoped
class TokenBeans {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    IssueToken issueToken(TokenSigner signer, Clock clock, TokenConfig config) {
        return new IssueToken(signer, clock, new Lifetimes(config.lifetime(), config.maxLifetime()));
    }
}
