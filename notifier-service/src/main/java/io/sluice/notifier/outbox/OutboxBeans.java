package io.sluice.notifier.outbox;

import io.sluice.events.RetryPolicy;
import io.sluice.events.account.AccountView;
import io.sluice.notifier.mail.MailTemplates;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the use case that sends mails, and what is known of the mail server.
final class OutboxBeans {
    @Produces
    @Singleton
    MailServerState mailServerState() {
        return new MailServerState();
    }

    @Produces
    @Singleton
    SendMails sendMails(
            MailStore store,
            SmtpClient server,
            AccountView accounts,
            MailTemplates templates,
            MailConfig config,
            @ConfigProperty(name = "quarkus.mailer.from") String sender) {
        return new SendMails(
                store,
                server,
                accounts::find,
                templates::write,
                new MailPolicy(config.lease(), retries(config), config.accountTimeout(), config.refusalTimeout()),
                MessageIds.of(sender),
                Clock.systemUTC());
    }

    private static RetryPolicy retries(MailConfig config) {
        try {
            return new RetryPolicy(config.retryFirst(), config.retryLongest());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "sluice.mail.retry-first, sluice.mail.retry-longest: " + refused.getMessage(), refused);
        }
    }
}
