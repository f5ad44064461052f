package io.sluice.notifier.outbox;

import io.sluice.notifier.outbox.MailRefusedException.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Sends through the mailer's SMTP client. Unlike the mailer itself, the client reports which recipients the
/// server accepted.
@ApplicationScoped
class SmtpClient implements MailServer {
    private static final String RECIPIENT_REFUSED = "recipient address not accepted";
    private static final String NO_RECIPIENT_ACCEPTED = "no recipient addresses were accepted";

    private final MailersClient mailers;
    private final MailConfig config;
    private final String sender;

    SmtpClient(MailersClient mailers, MailConfig config, @ConfigProperty(name = "quarkus.mailer.from") String sender) {
        this.mailers = mailers;
        this.config = config;
        this.sender = sender;
    }

    @Override
    public Uni<List<String>> send(Message message, OnRefusedRecipient onRefused) {
        var client = onRefused == OnRefusedRecipient.SEND_TO_NOBODY ? mailers.strict() : mailers.tolerant();
        return client.sendMail(mail(message))
                .map(result -> List.copyOf(result.getRecipients()))
                .ifNoItem()
                .after(config.sendTimeout())
                .failWith(() -> new TimeoutException("the conversation did not end within %d s"
                        .formatted(config.sendTimeout().toSeconds())))
                .onFailure()
                .transform(SmtpClient::asRefusal);
    }

    private MailMessage mail(Message message) {
        return new MailMessage()
                .setFrom(sender)
                .setTo(message.recipients())
                .setSubject(message.content().subject())
                .setText(message.content().text())
                .setHtml(message.content().html())
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .set("Message-ID", message.messageId())
                        // Prevents holiday replies (RFC 3834).
                        .set("Auto-Submitted", "auto-generated"));
    }

    private static Throwable asRefusal(Throwable failure) {
        var answer = String.valueOf(failure.getMessage());
        if (answer.startsWith(NO_RECIPIENT_ACCEPTED)) {
            return new MailRefusedException(Refusal.RECIPIENT, answer, failure);
        }
        if (!(failure instanceof SMTPException refused)) {
            return failure;
        }
        return new MailRefusedException(refusalOf(refused, answer), answer, failure);
    }

    private static Refusal refusalOf(SMTPException refused, String answer) {
        if (!refused.isPermanent()) {
            return Refusal.TRANSIENT;
        }
        return answer.startsWith(RECIPIENT_REFUSED) ? Refusal.RECIPIENT : Refusal.MESSAGE;
    }
}
