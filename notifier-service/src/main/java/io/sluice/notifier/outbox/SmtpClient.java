package io.sluice.notifier.outbox;

import io.quarkus.mailer.MailerName;
import io.sluice.notifier.outbox.MailRefusedException.Cause;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Talks SMTP through the mailer's client, which, unlike the mailer itself, tells which recipients were
/// taken.
@ApplicationScoped
class SmtpClient implements MailServer {
    private static final String RECIPIENT_REFUSED = "recipient address not accepted";
    private static final String NO_RECIPIENT_TAKEN = "no recipient addresses were accepted";

    private final MailClient strict;
    private final MailClient tolerant;
    private final MailConfig config;
    private final String sender;

    SmtpClient(
            MailClient strict,
            @MailerName("tolerant") MailClient tolerant,
            MailConfig config,
            @ConfigProperty(name = "quarkus.mailer.from") String sender) {
        this.strict = strict;
        this.tolerant = tolerant;
        this.config = config;
        this.sender = sender;
    }

    @Override
    public Uni<List<String>> send(Letter letter, Tolerance tolerance) {
        var client = tolerance == Tolerance.NONE ? strict : tolerant;
        return client.sendMail(message(letter))
                .map(result -> List.copyOf(result.getRecipients()))
                .ifNoItem()
                .after(config.sendTimeout())
                .fail()
                .onFailure()
                .transform(SmtpClient::refusal);
    }

    private MailMessage message(Letter letter) {
        return new MailMessage()
                .setFrom(sender)
                .setTo(letter.recipients())
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .set("Message-ID", letter.messageId())
                        // Keeps holiday replies away (RFC 3834).
                        .set("Auto-Submitted", "auto-generated"));
    }

    private static Throwable refusal(Throwable failure) {
        var answer = String.valueOf(failure.getMessage());
        if (answer.startsWith(NO_RECIPIENT_TAKEN)) {
            return new MailRefusedException(Cause.RECIPIENT, answer, failure);
        }
        if (!(failure instanceof SMTPException refused)) {
            return failure;
        }
        return new MailRefusedException(cause(refused, answer), answer, failure);
    }

    private static Cause cause(SMTPException refused, String answer) {
        if (!refused.isPermanent()) {
            return Cause.PASSING;
        }
        return answer.startsWith(RECIPIENT_REFUSED) ? Cause.RECIPIENT : Cause.MESSAGE;
    }
}
