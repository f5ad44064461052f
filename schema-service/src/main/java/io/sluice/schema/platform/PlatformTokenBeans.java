package io.sluice.schema.platform;

import io.sluice.schema.token.Lifetimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Hands the use case its collaborators.
@ApplicationScoped
class PlatformTokenBeans {
    @Produces
    @Singleton
    IssuePlatformToken issuePlatformToken(PlatformTokenSigner signer, Clock clock, PlatformTokenConfig config) {
        return new IssuePlatformToken(
                signer,
                clock,
                new Lifetimes(config.adminLifetime(), config.adminMaxLifetime()),
                new Lifetimes(config.serviceLifetime(), config.serviceMaxLifetime()));
    }
}
