package io.sluice.batch.access;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The account whose token came with the current request. The paths of this service name no account.
@ApplicationScoped
public class CallingAccount {
    private static final Duration NEW_ACCOUNT = Duration.ofSeconds(1);

    private final JsonWebToken token;
    private final AccountView accounts;

    CallingAccount(JsonWebToken token, AccountView accounts) {
        this.token = token;
        this.accounts = accounts;
    }

    /// Its facts; `AccountScope` has found it active.
    public AccountFacts account() {
        return Optional.<String>ofNullable(token.getClaim("accuid"))
                .flatMap(AccountId::of)
                .flatMap(accounts::find)
                .orElseThrow(() -> Problems.unavailable(
                        "The account of the token is not known here at the moment. Try again in a moment.",
                        NEW_ACCOUNT));
    }
}
