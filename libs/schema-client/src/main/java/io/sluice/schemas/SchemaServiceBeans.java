package io.sluice.schemas;

import io.sluice.web.security.ServiceToken;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Creates the token with which a service asks schema-service.
final class SchemaServiceBeans {
    @Produces
    @Singleton
    ServiceToken token(
            @ConfigProperty(name = "sluice.service-token") Optional<String> token,
            @ConfigProperty(name = "sluice.service-token-file") Optional<Path> file) {
        return new ServiceToken(token, file);
    }
}
