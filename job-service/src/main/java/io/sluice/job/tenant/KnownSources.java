package io.sluice.job.tenant;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/// Finds the account and source that a request's path names. An unknown one is a 404.
@ApplicationScoped
public class KnownSources {
    private final AccountView accounts;

    KnownSources(AccountView accounts) {
        this.accounts = accounts;
    }

    public AccountFacts account(String accountId) {
        return AccountId.of(accountId).flatMap(accounts::find).orElseThrow(() -> Problems.noAccount(accountId));
    }

    /// The source, retired ones included.
    public Source source(AccountFacts account, String sourceType) {
        return SourceType.of(sourceType)
                .flatMap(account::source)
                .orElseThrow(() -> Problems.notFound("Account %s has no source %s; its sources: %s."
                        .formatted(account.accountId(), sourceType, sourcesOf(account))));
    }

    private static String sourcesOf(AccountFacts account) {
        return account.sources().isEmpty()
                ? "none"
                : account.sources().stream()
                        .map(source -> source.sourceType().value())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
