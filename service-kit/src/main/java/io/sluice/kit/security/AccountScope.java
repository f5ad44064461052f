package io.sluice.kit.security;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.kit.account.AccountView;
import io.sluice.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a tenant's token reach only its own account, and no revoked or suspended one reach anything.
///
/// It runs for every resource method after the token was verified. The account in the path is the path parameter
/// `accuid`.
@ApplicationScoped
public class AccountScope {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final JsonWebToken token;
    private final AccountView accounts;

    AccountScope(JsonWebToken token, AccountView accounts) {
        this.token = token;
        this.accounts = accounts;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        var groups = token.getGroups();
        if (groups == null || groups.isEmpty() || groups.contains(Roles.SERVICE)) {
            return;
        }
        if (groups.contains(Roles.TENANT)) {
            checkTenant(request);
        }
        checkScope(request);
    }

    private void checkTenant(ContainerRequestContext request) {
        var own = Optional.<String>ofNullable(token.getClaim("accuid"))
                .flatMap(AccountId::of)
                .orElseThrow(() ->
                        Problems.unauthorized("The token names no account: its claim accuid is missing or malformed."));
        var facts = accounts.find(own);
        if (facts.isPresent()) {
            checkAlive(facts.get());
        }
        var asked = request.getUriInfo().getPathParameters().getFirst("accuid");
        if (asked != null && !asked.equals(own.value())) {
            throw Problems.forbidden("The token is of account %s and does not reach account %s.".formatted(own, asked));
        }
    }

    private void checkAlive(AccountFacts account) {
        if (account.state() != AccountState.ACTIVE) {
            throw Problems.forbidden("Account %s is suspended.".formatted(account.accuid()));
        }
        var id = token.getTokenID();
        if (id != null && account.revokedTokens().contains(id)) {
            throw Problems.unauthorized("The token %s was revoked. Ask the platform team for a new one.".formatted(id));
        }
    }

    private void checkScope(ContainerRequestContext request) {
        String scope = token.getClaim("scope");
        if (scope != null
                && !Set.of(scope.split(" ")).contains("write")
                && Set.of(scope.split(" ")).contains("read")
                && !READING.contains(request.getMethod())) {
            throw Problems.forbidden(
                    "The token's scope is \"%s\", %s needs write.".formatted(scope, request.getMethod()));
        }
    }
}
