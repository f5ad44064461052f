package io.sluice.web.security;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Checks whom a token reaches.
///
/// | token | reaches |
/// |---|---|
/// | of a tenant | its own account alone: the path parameter `accuid` must name it |
/// | revoked, or of an account that is not active | nothing |
/// | with the scope `read` alone | methods that read |
/// | of a service or an administrator | every account |
/// | none | what the method's own role check allows |
@ApplicationScoped
public class AccountScope {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final CurrentIdentityAssociation identities;
    private final AccountView accounts;

    AccountScope(CurrentIdentityAssociation identities, AccountView accounts) {
        this.identities = identities;
        this.accounts = accounts;
    }

    /// Waits for the identity without blocking. Tokens are verified late, also for methods that permit all.
    @ServerRequestFilter
    public Uni<Void> check(ContainerRequestContext request) {
        return identities
                .getDeferredIdentity()
                .invoke(identity -> {
                    if (identity.getPrincipal() instanceof JsonWebToken token) {
                        check(token, request);
                    }
                })
                .replaceWithVoid();
    }

    private void check(JsonWebToken token, ContainerRequestContext request) {
        var groups = token.getGroups();
        if (groups == null || groups.contains(Roles.SERVICE)) {
            return;
        }
        if (groups.contains(Roles.TENANT) && !groups.contains(Roles.ADMIN)) {
            checkTenant(token, request);
        }
        checkScope(token, request);
    }

    private void checkTenant(JsonWebToken token, ContainerRequestContext request) {
        var own = Optional.<Object>ofNullable(token.getClaim("accuid"))
                .map(Object::toString)
                .flatMap(AccountId::of)
                .orElseThrow(() ->
                        Problems.unauthorized("The token names no account: its claim accuid is missing or malformed."));
        accounts.find(own).ifPresent(facts -> checkAlive(token, facts));
        var requested = request.getUriInfo().getPathParameters().getFirst("accuid");
        if (requested != null && !requested.equals(own.value())) {
            throw Problems.forbidden(
                    "The token is of account %s and does not reach account %s.".formatted(own, requested));
        }
    }

    private static void checkAlive(JsonWebToken token, AccountFacts account) {
        if (account.state() != AccountState.ACTIVE) {
            throw Problems.forbidden("Account %s is %s."
                    .formatted(account.accountId(), account.state() == AccountState.ERASED ? "erased" : "suspended"));
        }
        var id = token.getTokenID();
        if (id != null && account.revokedTokens().contains(id)) {
            throw Problems.unauthorized("The token %s was revoked. Ask the platform team for a new one.".formatted(id));
        }
    }

    private static void checkScope(JsonWebToken token, ContainerRequestContext request) {
        var scope = Optional.<Object>ofNullable(token.getClaim("scope")).map(Object::toString);
        if (scope.isEmpty() || READING.contains(request.getMethod())) {
            return;
        }
        var scopes = Set.of(scope.get().strip().split(" +"));
        if (scopes.contains("read") && !scopes.contains("write")) {
            throw Problems.forbidden(
                    "The token's scope is \"%s\", %s needs write.".formatted(scope.get(), request.getMethod()));
        }
    }
}
