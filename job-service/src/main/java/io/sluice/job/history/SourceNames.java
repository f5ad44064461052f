package io.sluice.job.history;

import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.account.AccountView;
import java.util.Optional;

/// The current names of sources.
public final class SourceNames {
    private final AccountView accounts;

    SourceNames(AccountView accounts) {
        this.accounts = accounts;
    }

    /// The name of the job's source.
    public String of(Job job) {
        return of(job.ref().accountId(), job.ref().sourceType(), job.sourceName());
    }

    /// The current name, else the one when the job ran, else the source type.
    String of(AccountId account, SourceType source, Optional<String> then) {
        return accounts.find(account)
                .flatMap(facts -> facts.source(source))
                .map(Source::sourceName)
                .or(() -> then)
                .orElse(source.value());
    }
}
