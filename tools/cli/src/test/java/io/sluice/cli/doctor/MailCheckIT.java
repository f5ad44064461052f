package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.doctor.MailAccess.StartTls;
import io.sluice.devstack.parts.MailSink;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailCheckIT {
    private final MailSink sink = MailSink.temporary().start();
    private final String place = "127.0.0.1:" + sink.smtpPort();

    @AfterEach
    void stop() {
        sink.close();
    }

    @Test
    void greetsAndSendsNothingUnasked() {
        assertThat(check(StartTls.OPTIONAL, Optional.empty()))
                .isEqualTo(new CheckOutcome.Good("greets, not encrypted, nothing was sent (" + place + ")"));
        assertThat(sink.mails()).isEmpty();
    }

    @Test
    void sendsATestMailWhenAsked() {
        assertThat(check(StartTls.OPTIONAL, Optional.of("ops@acme.example")))
                .isEqualTo(new CheckOutcome.Good(
                        "greets, not encrypted, took a test mail to ops@acme.example (" + place + ")"));
        assertThat(sink.mails()).extracting(mail -> mail.subject()).containsExactly("Sluice: mail works");
    }

    @Test
    void seesThatTheServerDoesNotEncrypt() {
        assertThat(check(StartTls.REQUIRED, Optional.empty()))
                .isEqualTo(new CheckOutcome.Bad(
                        "no STARTTLS: STARTTLS is required but host does not support STARTTLS (" + place + ")",
                        "an encrypted connection, as quarkus.mailer.start-tls=REQUIRED says",
                        "let the mail server offer STARTTLS, or set quarkus.mailer.start-tls to OPTIONAL"));
    }

    @Test
    void seesThatNobodyListens() {
        sink.stop();

        assertThat(check(StartTls.OPTIONAL, Optional.empty()))
                .isEqualTo(new CheckOutcome.Bad(
                        "the mail server does not take it: Connection refused (" + place + ")",
                        "a greeting",
                        "see that the mail server runs, and that quarkus.mailer.host, .port and .tls are right"));
    }

    private CheckOutcome check(StartTls startTls, Optional<String> to) {
        return new MailCheck(
                        new MailAccess(
                                "127.0.0.1",
                                sink.smtpPort(),
                                startTls,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                "Sluice <sluice@sluice.local>",
                                Authorities.ofTheJvm(),
                                Duration.ofSeconds(5)),
                        to)
                .run();
    }
}
