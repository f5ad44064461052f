package io.sluice.schema.signing;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.sluice.schema.platform.RevokedTokens;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses revoked tokens of administrators and services by the database, so that a revocation takes
/// effect here at once, also while Kafka is unavailable. What these tokens ask for is in the database,
/// too.
@ApplicationScoped
class RevokedTokenFilter {
    private final CurrentIdentityAssociation identities;
    private final RevokedTokens revoked;

    RevokedTokenFilter(CurrentIdentityAssociation identities, RevokedTokens revoked) {
        this.identities = identities;
        this.revoked = revoked;
    }

    /// What is open to all needs no token.
    @ServerRequestFilter
    public Uni<Void> check(ResourceInfo resource) {
        if (resource.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
            return Uni.createFrom().voidItem();
        }
        return identities.getDeferredIdentity().chain(identity -> {
            if (!(identity.getPrincipal() instanceof JsonWebToken token)
                    || token.getGroups().contains(Roles.TENANT)) {
                return Uni.createFrom().voidItem();
            }
            return revoked.isRevoked(token.getTokenID())
                    .invoke(isRevoked -> {
                        if (isRevoked) {
                            throw Problems.revoked(token.getTokenID());
                        }
                    })
                    .replaceWithVoid();
        });
    }
}
