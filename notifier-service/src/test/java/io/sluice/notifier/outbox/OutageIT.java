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

    @Test
    void saysThatTheMailServerHangsAndSendsOnceAfterwards() throws Exception {
        var account = TestAccount.fresh().facts();
        var first = TestJob.failed(account.accountId());
        var second = TestJob.failed(account.accountId());
        BROKER.send(account);
        try (var logged = new LoggedLines()) {
            try (var _ = TestMailServer.silent()) {
                BROKER.send(first);
                BROKER.send(second);
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(Health.of("mails")).startsWith("no success for "));
                assertThat(Health.of("mails")).contains("the mail server");
                assertThat(Health.status("ready")).isEqualTo(200);
                assertThat(Health.status("well")).isEqualTo(503);
                assertThat(Health.status("live")).isEqualTo(200);
            }

            try (var mailServer = TestMailServer.open()) {
                awaitSent(first);
                awaitSent(second);
                awaitHealth();

                assertThat(mailsOf(mailServer, first)).hasSize(1);
                assertThat(mailsOf(mailServer, second)).hasSize(1);
            }
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> line.startsWith("WARN"))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("WARN mail server unavailable"))
                    .anyMatch(line -> line.startsWith("WARN unavailable, tried again until it works what=mails"));
        }
    }

    @Test
    void sendsAfterTheDatabaseWasHalted() throws Exception {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);
        awaitHealth();
        try (var logged = new LoggedLines()) {
            TestPostgres.halt();
            try {
                BROKER.send(failed);
                await().atMost(LONG).until(() -> Health.status("ready") == 503);
                assertThat(Health.status("live")).isEqualTo(200);
            } finally {
                TestPostgres.goOn();
            }

            try (var mailServer = TestMailServer.open()) {
                awaitSent(failed);
                awaitHealth();

                assertThat(mailsOf(mailServer, failed)).hasSize(1);
            }
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> line.startsWith("WARN"))
                    .extracting(line -> line.replaceAll("(forSeconds|cause)=.*", ""))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void sendsAfterTheBrokerWasHalted() throws Exception {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);
        awaitHealth();
        try (var logged = new LoggedLines()) {
            TestKafka.halt();
            try {
                await().atMost(LONG).until(() -> Health.status("well") == 503);
                assertThat(Health.status("ready")).isEqualTo(200);
            } finally {
                TestKafka.goOn();
            }

            try (var mailServer = TestMailServer.open()) {
                BROKER.send(failed);
                awaitSent(failed);
                awaitHealth();

                assertThat(mailsOf(mailServer, failed)).hasSize(1);
            }
            assertThat(logged.of("org.apache.kafka")).isEmpty();
            assertThat(logged.of("io.smallrye")).isEmpty();
            assertThat(logged.of("io.sluice"))
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN unavailable, tried again until it works what=kafka");
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
