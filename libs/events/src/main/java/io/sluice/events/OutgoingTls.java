package io.sluice.events;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Whom the service trusts when it calls others over HTTPS: the authorities of the TLS configuration
/// `outgoing` (`quarkus.tls.outgoing.trust-store.*`), else those of the JVM.
@Singleton
public final class OutgoingTls {
    /// The name of the TLS configuration.
    public static final String NAME = "outgoing";

    private final Optional<TlsConfiguration> configuration;

    @Inject
    OutgoingTls(TlsConfigurationRegistry registry) {
        this(registry.get(NAME));
    }

    /// @param configuration empty for the authorities of the JVM
    public OutgoingTls(Optional<TlsConfiguration> configuration) {
        this.configuration = configuration.filter(found -> found.getTrustStore() != null);
    }

    /// For an HTTP client, which itself asks for the comparison of the server's name.
    public SSLContext context() {
        try {
            if (configuration.isEmpty()) {
                return SSLContext.getDefault();
            }
            var context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers().orElseThrow(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "quarkus.tls.%s cannot be used: %s".formatted(NAME, unusable.getMessage()), unusable);
        }
    }

    /// Empty for the authorities of the JVM. The managers follow the reloads of the TLS configuration.
    public Optional<TrustManager[]> trustManagers() {
        return configuration.map(found -> new TrustManager[] {new ReloadedTrust(found::getTrustStore)});
    }
}
