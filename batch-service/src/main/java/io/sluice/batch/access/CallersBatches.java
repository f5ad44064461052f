package io.sluice.batch.access;

import io.sluice.batch.state.Batch;
import io.sluice.batch.state.Batches;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The account whose token came with the current request, and its batches. The paths of this service name no
/// account.
@ApplicationScoped
public class CallersBatches {
    private static final Duration NEW_ACCOUNT = Duration.ofSeconds(1);

    private final JsonWebToken token;
    private final AccountView accounts;
    private final Batches batches;

    CallersBatches(JsonWebToken token, AccountView accounts, Batches batches) {
        this.token = token;
        this.accounts = accounts;
        this.batches = batches;
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

    /// Whether the token may change something.
    public boolean mayWrite() {
        return Optional.<String>ofNullable(token.getClaim("scope"))
                .filter(scope -> List.of(scope.strip().split(" +")).contains(Scope.WRITE.word()))
                .isPresent();
    }

    /// One of its batches. That of another account is answered like none.
    ///
    /// @return fails with a problem (404); a problem (400) for an id that is no UUID is thrown
    public Uni<Batch> batch(String uuid) {
        var account = account().accountId();
        var ref = BatchRef.of(uuid)
                .orElseThrow(
                        () -> Problems.badRequest("The id of the batch is \"%s\", expected a UUID.".formatted(uuid)));
        return batches.find(ref)
                .map(found -> found.filter(batch -> batch.account().equals(account))
                        .orElseThrow(() -> Problems.notFound("There is no batch \"%s\".".formatted(uuid))));
    }
}
