package io.sluice.job.tenant;

import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.events.account.AccountView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The current names of sources.
@ApplicationScoped
public class SourceNames {
    private final AccountView accounts;

    SourceNames(AccountView accounts) {
        this.accounts = accounts;
    }

    /// The current name, else the name when the job ran, else the source type.
    public String of(AccountId account, SourceType source, Optional<String> atJobTime) {
        return accounts.find(account)
                .flatMap(facts -> facts.source(source))
                .map(Source::sourceName)
                .or(() -> atJobTime)
                .orElse(source.value());
    }
}
