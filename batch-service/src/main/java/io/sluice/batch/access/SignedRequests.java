package io.sluice.batch.access;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.batch.address.SignedAddresses;
import io.sluice.batch.address.SignedAddresses.Purpose;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.Batches;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Checks requests to signed addresses.
@ApplicationScoped
public class SignedRequests {
    private final SignedAddresses addresses;
    private final Batches batches;
    private final AccountView accounts;

    SignedRequests(SignedAddresses addresses, Batches batches, AccountView accounts) {
        this.addresses = addresses;
        this.batches = batches;
        this.accounts = accounts;
    }

    /// The batch, if the address is signed for it. An unknown batch is answered like a forged address.
    ///
    /// @param uuid its id, as the address has it
    /// @throws HttpProblem 401
    public Uni<Batch> signed(
            Purpose purpose, String uuid, @Nullable String expiry, @Nullable String keyId, @Nullable String signature) {
        var ref = BatchRef.of(uuid);
        if (expiry == null || keyId == null || signature == null || ref.isEmpty()) {
            throw forged(purpose);
        }
        return batches.find(ref.get())
                .map(found -> signed(purpose, found.orElseThrow(() -> forged(purpose)), expiry, keyId, signature));
    }

    private Batch signed(Purpose purpose, Batch batch, String expiry, String keyId, String signature) {
        return switch (addresses.check(purpose, batch, expiry, keyId, signature)) {
            case VALID -> batch;
            case EXPIRED ->
                throw Problems.unauthorized(
                        switch (purpose) {
                            case UPLOAD ->
                                "The address has expired. Allocate the batch again with the same body, which gives a fresh one.";
                            case LOG ->
                                "The address has expired. The status of the batch has a fresh one as status.log.";
                        });
            case FORGED -> throw forged(purpose);
        };
    }

    private static HttpProblem forged(Purpose purpose) {
        return Problems.unauthorized("The address is not signed by this service. Use %s as it is."
                .formatted(
                        switch (purpose) {
                            case UPLOAD -> "location.href of the allocation";
                            case LOG -> "status.log of the batch";
                        }));
    }

    /// Whether the batch's account is known to be active.
    public boolean isActive(Batch batch) {
        return accounts.isCurrent()
                && accounts.find(batch.account())
                        .filter(account -> account.state() == AccountState.ACTIVE)
                        .isPresent();
    }

    /// Why the batch's account, which was active a moment ago, is not any more.
    public HttpProblem refusal(Batch batch) {
        try {
            active(batch);
            return Problems.unavailable("The state of the batch's account was not known. Send the file again.");
        } catch (HttpProblem refusal) {
            return refusal;
        }
    }

    /// The batch's account. A signed address outlives a change of its account.
    ///
    /// @throws HttpProblem 403, 404, 503
    public AccountFacts active(Batch batch) {
        if (!accounts.isCurrent()) {
            throw Problems.unavailable("The state of the batch's account is not known at the moment.");
        }
        var account = accounts.find(batch.account())
                .orElseThrow(() -> Problems.unavailable("The batch's account is not known here at the moment."));
        return switch (account.state()) {
            case ACTIVE -> account;
            case SUSPENDED -> throw Problems.forbidden("Account %s is suspended.".formatted(account.accountId()));
            case ERASED -> throw Problems.notFound("There is no batch \"%s\".".formatted(batch.ref()));
        };
    }
}
