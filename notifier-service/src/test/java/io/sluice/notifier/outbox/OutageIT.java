package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.JobFinished;
import io.sluice.devstack.parts.TestKafka;
import io.sluice.devstack.parts.TestPostgres;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.LoggedLines;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.Health;
import io.sluice.notifier.parts.MailRow;
import io.sluice.notifier.parts.TestJob;
import io.sluice.notifier.parts.TestMailServer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The mail server, the database or the broker hangs, as a halted process does: connections stay open and
/// nothing answers.
@QuarkusTest
class OutageIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    /// A conversation that an attempt leaves open goes on when the server does, and delivers its mail again.
    @Test
    void saysThatTheMailServerHangsAndSendsOnceAfterwards() {
        var account = TestAccount.fresh().facts();
        var first = TestJob.failed(account.accountId());
        var second = TestJob.failed(account.accountId());
        BROKER.send(account);
        try (var mailServer = TestMailServer.openBehindWire();
                var wire = mailServer.wire();
                var logged = new LoggedLines()) {
            wire.halt();
            try {
                BROKER.send(first);
                BROKER.send(second);
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(Health.of("mails"))
                                .startsWith("no success for ")
                                .contains("the mail server takes no mail"));
                await().atMost(LONG).until(() -> wire.connections() >= 4);
                assertThat(Health.status("ready")).isEqualTo(200);
                assertThat(Health.status("well")).isEqualTo(503);
                assertThat(Health.status("live")).isEqualTo(200);
            } finally {
                wire.goOn();
            }

            awaitSent(first);
            awaitSent(second);
            awaitHealth();
            assertThat(mailsOf(mailServer, first)).hasSize(1);
            assertThat(mailsOf(mailServer, second)).hasSize(1);
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> line.startsWith("WARN mail server unavailable")
                            || line.startsWith("WARN unavailable, tried again until it works what=mails"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void sendsAfterDatabaseAndBrokerWereHalted() throws Exception {
        var account = TestAccount.fresh().facts();
        var before = TestJob.failed(account.accountId());
        var during = TestJob.failed(account.accountId());
        BROKER.send(account);
        BROKER.send(before);
        await().atMost(LONG).until(() -> MailRow.of(before.job().jobId(), pool).isPresent());
        try (var logged = new LoggedLines()) {
            TestPostgres.halt();
            try {
                BROKER.send(during);
                TestKafka.halt();
                await().atMost(LONG).until(() -> Health.status("ready") == 503);
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(Health.of("kafka")).startsWith("no success for "));
                assertThat(Health.status("live")).isEqualTo(200);
            } finally {
                TestPostgres.goOn();
                TestKafka.goOn();
            }

            try (var mailServer = TestMailServer.open()) {
                awaitSent(before);
                awaitSent(during);
                awaitHealth();

                assertThat(mailsOf(mailServer, before)).hasSize(1);
                assertThat(mailsOf(mailServer, during)).hasSize(1);
            }
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> line.startsWith("WARN unavailable") || line.startsWith("WARN repeated work"))
                    .isNotEmpty()
                    .extracting(line -> line.replaceAll("(forSeconds|cause)=.*", ""))
                    .doesNotHaveDuplicates();
        }
    }

    private static void awaitHealth() {
        await().atMost(LONG).until(Health::isGood);
    }

    private void awaitSent(JobFinished finished) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(MailRow.of(finished.job().jobId(), pool))
                        .map(MailRow::state)
                        .contains("sent"));
    }

    private static List<MimeMessage> mailsOf(TestMailServer mailServer, JobFinished finished) {
        return mailServer.mails().stream()
                .filter(mail -> {
                    try {
                        return mail.getMessageID()
                                .contains(finished.job().jobId().value());
                    } catch (MessagingException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                })
                .toList();
    }
}
