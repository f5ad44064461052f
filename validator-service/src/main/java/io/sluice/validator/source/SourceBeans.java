package io.sluice.validator.source;

import io.sluice.events.account.AccountView;
import io.sluice.validator.source.SourceRegistry.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Puts the schema cache together: schema-service asked over HTTP, the account facts as a second witness.
@ApplicationScoped
class SourceBeans {

    @Produces
    @Singleton
    SourceSchemas schemas(SchemaFetch fetch, AccountView accounts, SchemaServiceConfig config) {
        return new SourceSchemas(
                fetch,
                (account, source) -> accounts.find(account)
                        .flatMap(facts -> facts.source(source))
                        .map(known -> known.retired() ? State.RETIRED : State.ACTIVE)
                        .orElse(State.UNKNOWN),
                config.maxCachedFields());
    }
}
