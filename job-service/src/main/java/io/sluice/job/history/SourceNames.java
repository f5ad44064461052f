package io.sluice.job.history;

import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.events.account.AccountView;

/// The current names of sources.
public final class SourceNames {
    private final AccountView accounts;

    SourceNames(AccountView accounts) {
        this.accounts = accounts;
    }

    /// The current name of the job's source, else the name when the job ran, else the source type.
    public String of(Job job) {
        var source = job.ref().sourceType();
        return accounts.find(job.ref().accountId())
                .flatMap(account -> account.source(source))
                .map(Source::sourceName)
                .or(job::sourceName)
                .orElse(source.value());
    }
}
