package io.sluice.batch.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets Basic credentials in only if the client key is that of the token's account. What is not known
/// refuses.
@ApplicationScoped
public class ClientKeyScope {
    /// After `AccountScope`, which has refused tokens of accounts that are not known or not active.
    private static final int AFTER_ACCOUNT_SCOPE = 6_000;

    private final CurrentIdentityAssociation identities;
    private final AccountView accounts;

    ClientKeyScope(CurrentIdentityAssociation identities, AccountView accounts) {
        this.identities = identities;
        this.accounts = accounts;
    }

    @ServerRequestFilter(priority = AFTER_ACCOUNT_SCOPE)
    public Uni<Void> check(ContainerRequestContext request) {
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (!BasicHeader.isBasic(header)) {
            return Uni.createFrom().voidItem();
        }
        var basic = BasicHeader.read(header).orElseThrow(BasicHeader::malformed);
        return identities
                .getDeferredIdentity()
                .invoke(identity -> {
                    if (identity.getPrincipal() instanceof JsonWebToken token) {
                        check(basic, token);
                    }
                })
                .replaceWithVoid();
    }

    private void check(BasicHeader basic, JsonWebToken token) {
        var expected = Optional.<String>ofNullable(token.getClaim("accuid"))
                .flatMap(AccountId::of)
                .flatMap(accounts::find)
                .flatMap(AccountFacts::clientKeyHash);
        if (expected.isEmpty()) {
            throw Problems.unavailable("The client key of the token's account is not known here at the moment.");
        }
        if (!isEqual(expected.get(), digest(basic.clientKey()))) {
            throw Problems.unauthorized(
                    "The user name of the Basic credentials is not the client key of the token's account.");
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String clientKey) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(clientKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
