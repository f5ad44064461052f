package io.sluice.validator.source;

import io.sluice.events.account.AccountView;
import io.sluice.validator.source.SourceRegistry.Registration;
import io.sluice.web.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Creates the schema lookup and the token with which it asks schema-service.
@ApplicationScoped
class SourceBeans {

    @Produces
    @Singleton
    ServiceToken token(
            @ConfigProperty(name = "sluice.service-token") Optional<String> token,
            @ConfigProperty(name = "sluice.service-token-file") Optional<Path> file) {
        return new ServiceToken(token, file);
    }

    @Produces
    @Singleton
    SourceSchemas schemas(SchemaFetch fetch, AccountView accounts, SchemaServiceConfig config) {
        return new SourceSchemas(
                fetch,
                (account, source) -> accounts.find(account)
                        .flatMap(facts -> facts.source(source))
                        .map(known -> known.takesFiles() ? Registration.ACTIVE : Registration.WITHOUT_FILES)
                        .orElse(Registration.UNKNOWN),
                config.maxCachedFields());
    }
}
