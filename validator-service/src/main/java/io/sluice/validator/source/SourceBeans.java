package io.sluice.validator.source;

import io.sluice.events.account.AccountView;
import io.sluice.validator.source.SourceRegistry.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Creates the schema lookup from the HTTP client and the account facts.
@ApplicationScoped
class SourceBeans {

    @Produces
    @Singleton
    SourceSchemas schemas(SchemaFetch fetch, AccountView accounts, SchemaServiceConfig config) {
        return new SourceSchemas(
                fetch,
                (account, source) -> accounts.find(account)
                        .flatMap(facts -> facts.source(source))
                        .map(known -> known.retired() ? Registration.RETIRED : Registration.ACTIVE)
                        .orElse(Registration.UNKNOWN),
                config.maxCachedFields());
    }
}
