package io.sluice.notifier.outbox;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The SMTP clients of both mailers, made from the configuration of Quarkus, with two differences:
///
/// - A connection on which nothing comes for half of a conversation's time is closed. Quarkus has no such
///   timeout: each attempt would leave a connection to a server that hangs, and once the server goes on, each
///   of these conversations would deliver its mail again.
/// - The server's certificate must be for its host name even if `hostname-verification-algorithm` of the TLS
///   configuration says so. Vert.x compares them by default, and stops when the key is set.
///
/// The conversion of the configuration is no public API of Quarkus; a test shows when it changes.
@Singleton
final class MailersClient {
    private static final String DEFAULT = "<default>";
    private static final String TOLERANT = "tolerant";

    private final MailClient strict;
    private final MailClient tolerant;

    MailersClient(
            Vertx vertx,
            Mailers quarkus,
            MailersRuntimeConfig configured,
            TlsConfigurationRegistry tls,
            MailConfig config) {
        this.strict = MailClient.create(vertx, options(quarkus, DEFAULT, configured, tls, config));
        this.tolerant = MailClient.create(vertx, options(quarkus, TOLERANT, configured, tls, config));
    }

    /// Sends to nobody when the server refuses one recipient.
    MailClient strict() {
        return strict;
    }

    /// Sends to the other recipients then.
    MailClient tolerant() {
        return tolerant;
    }

    @PreDestroy
    void close() {
        strict.closeAndForget();
        tolerant.closeAndForget();
    }

    private static io.vertx.ext.mail.MailConfig options(
            Mailers quarkus,
            String mailer,
            MailersRuntimeConfig configured,
            TlsConfigurationRegistry tls,
            MailConfig config) {
        try {
            var convert = Mailers.class.getDeclaredMethod(
                    "toVertxMailConfig", String.class, MailerRuntimeConfig.class, TlsConfigurationRegistry.class);
            convert.setAccessible(true);
            var options = (io.vertx.ext.mail.MailConfig)
                    convert.invoke(quarkus, mailer, configured.mailers().get(mailer), tls);
            return complete(options, config.sendTimeout().dividedBy(2));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("Quarkus converts the configuration of a mailer in another way", changed);
        }
    }

    /// Adds both differences.
    static io.vertx.ext.mail.MailConfig complete(io.vertx.ext.mail.MailConfig options, Duration idle) {
        options.setIdleTimeout((int) idle.toMillis());
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if ("HTTPS".equalsIgnoreCase(options.getHostnameVerificationAlgorithm())) {
            options.setHostnameVerificationAlgorithm("");
        }
        return options;
    }
}
