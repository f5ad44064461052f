package io.sluice.web.security;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
import io.sluice.events.account.AccountViewConfig;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Checks whom a token reaches. What is not known refuses.
///
/// | token | reaches |
/// |---|---|
/// | of a tenant | its own account alone: the path parameter `accuid` must name it |
/// | of a tenant, with the scope `read` alone | methods that read |
/// | of a tenant, with the scope `data` alone | methods that read data sets |
/// | of a tenant, revoked, or of an account that is not active | nothing |
/// | of an administrator | every account that is not erased |
/// | of a service | what names its role |
/// | of an administrator or a service, revoked | nothing |
/// | none | what the method's own role check allows |
///
/// | account facts in memory | answer |
/// |---|---|
/// | not read to their end, or too old | 503; schema-service lets administrators and services in |
/// | have no readable facts of the platform | 503 for administrators and services; schema-service lets them in |
/// | do not have the account of a tenant's token: it may be new | 503 |
/// | do not have the account that an administrator asks for | 404, as it does not exist |
/// | say that the account is erased | 404, whoever asks |
@ApplicationScoped
public class AccountScope {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration NEW_ACCOUNT = Duration.ofSeconds(1);
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private final CurrentIdentityAssociation identities;
    private final AccountView accounts;
    private final boolean ownsAccounts;

    AccountScope(CurrentIdentityAssociation identities, AccountView accounts, AccountViewConfig config) {
        this.identities = identities;
        this.accounts = accounts;
        this.ownsAccounts = config.ownsAccounts();
    }

    /// Waits for the identity without blocking. Tokens are verified late, also for methods that permit all.
    @ServerRequestFilter
    public Uni<Void> check(ContainerRequestContext request, ResourceInfo resource) {
        return identities
                .getDeferredIdentity()
                .invoke(identity -> {
                    if (identity.getPrincipal() instanceof JsonWebToken token) {
                        check(token, request, resource);
                    }
                })
                .replaceWithVoid();
    }

    private void check(JsonWebToken token, ContainerRequestContext request, ResourceInfo resource) {
        var requested =
                Optional.ofNullable(request.getUriInfo().getPathParameters().getFirst("accuid"));
        var groups = token.getGroups();
        if (!groups.contains(Roles.TENANT) && accounts.isRevoked(token.getTokenID())) {
            throw Problems.revoked(token.getTokenID());
        }
        if (groups.contains(Roles.ADMIN)) {
            requested.flatMap(AccountId::of).ifPresent(this::checkExists);
            checkRevocationsKnown();
            scope(token).ifPresent(scope -> checkScope(scope, byMethod(request), request));
        } else if (groups.contains(Roles.TENANT)) {
            checkTenant(token, requested);
            var needed = needed(resource);
            if (needed.isPresent()) {
                checkScope(
                        scope(token)
                                .orElseThrow(() -> Problems.forbidden("The token names no scope, %s needs %s."
                                        .formatted(
                                                request.getMethod(),
                                                needed.get().word()))),
                        needed.get(),
                        request);
            }
        } else {
            checkRevocationsKnown();
        }
    }

    /// The account that somebody asks for who is not a tenant. A service that stores the accounts itself
    /// asks its database.
    public void checkExists(AccountId requested) {
        var facts = accounts.find(requested);
        if (facts.filter(known -> known.state() == AccountState.ERASED).isPresent()) {
            throw Problems.noAccount(requested);
        }
        if (!ownsAccounts) {
            checkCurrent(requested);
            if (facts.isEmpty()) {
                throw Problems.noAccount(requested);
            }
        }
    }

    private void checkTenant(JsonWebToken token, Optional<String> requested) {
        var own = Optional.<String>ofNullable(token.getClaim("accuid"))
                .flatMap(AccountId::of)
                .orElseThrow(() ->
                        Problems.unauthorized("The token names no account: its claim accuid is missing or malformed."));
        if (requested.isPresent() && !requested.get().equals(own.value())) {
            throw Problems.forbidden(
                    "The token is of account %s and does not reach account %s.".formatted(own, requested.get()));
        }
        checkCurrent(own);
        var account = accounts.find(own)
                .orElseThrow(() -> Problems.unavailable(
                        "Account %s is not known here yet. Try again in a moment.".formatted(own), NEW_ACCOUNT));
        switch (account.state()) {
            case ACTIVE -> {}
            case SUSPENDED -> throw Problems.forbidden("Account %s is suspended.".formatted(own));
            case ERASED -> throw Problems.noAccount(own);
        }
        if (account.revokedTokens().contains(token.getTokenID())) {
            throw Problems.revoked(token.getTokenID());
        }
    }

    /// A service that stores the tokens itself asks its database.
    private void checkRevocationsKnown() {
        if (!ownsAccounts && !accounts.knowsRevocations()) {
            throw Problems.unavailable(
                    "Whether the token was revoked is not known at the moment. Try again in %d s."
                            .formatted(OUTAGE.toSeconds()),
                    OUTAGE);
        }
    }

    private void checkCurrent(AccountId account) {
        if (!accounts.isCurrent()) {
            throw Problems.unavailable(
                    "The state of account %s is not known at the moment, so nothing of it is answered. Try again in %d s."
                            .formatted(account, OUTAGE.toSeconds()),
                    OUTAGE);
        }
    }

    private static Optional<String> scope(JsonWebToken token) {
        return Optional.ofNullable(token.getClaim("scope"));
    }

    private static Scope byMethod(ContainerRequestContext request) {
        return READING.contains(request.getMethod()) ? Scope.READ : Scope.WRITE;
    }

    /// Empty for methods that are open to all.
    private static Optional<Scope> needed(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        var scope = method.getAnnotation(TenantScope.class);
        if (scope == null && !method.isAnnotationPresent(PermitAll.class)) {
            throw new ForbiddenException("the method names no scope");
        }
        return Optional.ofNullable(scope).map(TenantScope::value);
    }

    private static void checkScope(String scope, Scope needed, ContainerRequestContext request) {
        if (!needed.isAllowedBy(List.of(scope.strip().split(" +")))) {
            throw Problems.forbidden(
                    "The token's scope is \"%s\", %s needs %s.".formatted(scope, request.getMethod(), needed.word()));
        }
    }
}
