package io.sluice.cli.doctor;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Checks that the mail server greets, encrypts and accepts the log-in as configured. Sends a test mail only
/// if an address is given.
///
/// @param to the address for the test mail
record MailCheck(MailAccess access, Optional<String> to) implements Check {
    @Override
    public Subject subject() {
        return new Subject("mail", "smtp");
    }

    @Override
    public String place() {
        return access.place();
    }

    @Override
    public String ifSilent() {
        return "see that the mail server runs and that the port is open from here: " + place();
    }

    @Override
    public CheckOutcome run() {
        var session = Session.getInstance(access.properties());
        var protocol = "smtp";
        try (var transport = (SMTPTransport) session.getTransport(protocol)) {
            transport.connect(access.user().orElse(null), access.password().orElse(null));
            if (to.isPresent()) {
                var mail = mail(session, to.get());
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return new CheckOutcome.Good("%s%s, %s (%s)"
                    .formatted(
                            access.user().isPresent() ? "greets and lets the user in" : "greets",
                            transport.isSSL() ? ", encrypted" : ", not encrypted",
                            to.map(address -> "took a test mail to " + address).orElse("nothing was sent"),
                            place()));
        } catch (AuthenticationFailedException refused) {
            return new CheckOutcome.Bad(
                    "the mail server refuses user and password: %s (%s)".formatted(Causes.of(refused), place()),
                    "a log-in",
                    "compare quarkus.mailer.username and quarkus.mailer.password with what the mail server's owner gave"
                            + " out");
        } catch (MessagingException failure) {
            return judge(failure);
        }
    }

    private CheckOutcome judge(MessagingException failure) {
        var cause = Causes.of(failure);
        if (cause.contains("STARTTLS")) {
            return new CheckOutcome.Bad(
                    "no STARTTLS: %s (%s)".formatted(cause, place()),
                    "an encrypted connection, as quarkus.mailer.start-tls=REQUIRED says",
                    "let the mail server offer STARTTLS, or set quarkus.mailer.start-tls to OPTIONAL");
        }
        return Handshake.failure(
                        "the mail server",
                        failure,
                        place(),
                        Authorities.KEY + " with quarkus.mailer.tls-configuration-name=outgoing")
                .orElseGet(() -> new CheckOutcome.Bad(
                        "the mail server does not take it: %s (%s)".formatted(cause, place()),
                        to.map(address -> "a greeting, and that it takes a mail to " + address)
                                .orElse("a greeting"),
                        "see that the mail server runs, and that quarkus.mailer.host, .port and .tls are right"));
    }

    private MimeMessage mail(Session session, String address) throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(access.from()));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(address));
        mail.setSubject("Sluice: mail works");
        mail.setText("This mail was sent by sluice doctor to see whether mail gets through. Nothing else happened.\n");
        return mail;
    }
}
