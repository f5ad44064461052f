package io.sluice.validator.source;

import io.sluice.events.account.AccountView;
import io.sluice.validator.source.SourceRegistry.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Creates the schema lookup.
@ApplicationScoped
class SourceBeans {

    @Produces
    @Singleton
    SourceSchemas schemas(SchemaFetch fetch, AccountView accounts, CachedSchemasConfig config) {
        return new SourceSchemas(
                fetch,
                (account, source) -> accounts.find(account)
                        .flatMap(facts -> facts.source(source))
                        .map(known -> known.takesFiles() ? Registration.ACTIVE : Registration.WITHOUT_FILES)
                        .orElse(Registration.UNKNOWN),
                config.maxCachedFields());
    }
}
