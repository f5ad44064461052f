package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Clock;

/// Registers the sources of a template that the account does not have yet: all of them, or none.
final class CreateFromTemplate {
    private final TemplateStorage storage;
    private final Clock clock;

    CreateFromTemplate(TemplateStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    Uni<TemplateCreation> create(AccountId account, String template, long by) {
        return SourceTemplate.sources(template, clock.instant(), by)
                .map(fresh -> storage.createMissing(account, fresh))
                .orElseGet(() -> Uni.createFrom().item(new TemplateCreation.UnknownTemplate()));
    }
}
