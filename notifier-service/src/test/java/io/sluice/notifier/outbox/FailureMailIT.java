package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.file.JobId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.parts.MailRow;
import io.sluice.notifier.parts.RefusingMailServer;
import io.sluice.notifier.parts.TestJob;
import io.sluice.notifier.parts.TestMailServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FailureMailIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    MailStore store;

    @Test
    void mailsTheContactsOfAFailedJob() throws Exception {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(failed);
            awaitState(failed, "sent");

            var mail = mailsOf(mailServer, failed).getFirst();
            assertThat(mail.getSubject())
                    .isEqualTo("Acme Retail (%s): Order file 20200125_order.csv was refused:"
                                    .formatted(account.accountId())
                            + " Invalid data type in column [cust_phone_no] at line 18; 3 errors in 1,204 rows");
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("data@acme.example");
            assertThat(mail.getHeader("Message-ID"))
                    .containsExactly("<%s@sluice.local>".formatted(failed.job().jobId()));
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            var parts = (Multipart) mail.getContent();
            assertThat(parts.getBodyPart(0).getContent().toString()).contains("column cust_phone_no, value \"***\"");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent().toString())
                    .contains("/invalid/order/20200125_order.csv.errors.csv");
        }
    }

    @Test
    void sendsOneMailWhenTheEventIsRepeated() throws Exception {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        var last = TestJob.failed(account.accountId());
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(failed);
            awaitState(failed, "sent");
            BROKER.send(failed);
            BROKER.send(failed);
            BROKER.send(last);
            awaitState(last, "sent");

            assertThat(mailsOf(mailServer, failed)).hasSize(1);
        }
    }

    @Test
    void sendsNothingForASuccess() {
        var account = TestAccount.fresh().facts();
        var succeeded = TestJob.succeeded(account.accountId());
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(succeeded);
            BROKER.send(failed);
            awaitState(failed, "sent");

            assertThat(MailRow.of(succeeded.job().jobId(), pool)).isEmpty();
            assertThat(mailsOf(mailServer, succeeded)).isEmpty();
        }
    }

    @Test
    void sendsOneMailWhenTheServerComesBack() {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);
        BROKER.send(failed);
        await().atMost(TIMEOUT)
                .until(() -> MailRow.of(failed.job().jobId(), pool)
                        .filter(row -> row.reason().contains("Connection refused"))
                        .isPresent());

        try (var mailServer = TestMailServer.open()) {
            awaitState(failed, "sent");

            assertThat(mailsOf(mailServer, failed)).hasSize(1);
        }
    }

    @Test
    void waitsUntilTheAccountIsKnown() {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(failed);
        await().atMost(TIMEOUT)
                .until(() -> MailRow.of(failed.job().jobId(), pool)
                        .filter(row -> row.reason().equals("nothing is known yet of account " + account.accountId()))
                        .isPresent());

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(account);
            awaitState(failed, "sent");

            assertThat(mailsOf(mailServer, failed)).hasSize(1);
        }
    }

    /// In a long outage of the mail server a hundred thousand wait for their next attempt.
    @Test
    void looksAtNoMailThatWaitsWhenNoneIsDue() {
        var plan = pool.withConnection(connection -> connection
                        .begin()
                        .chain(test -> connection
                                .query("update mail set due_at = 'infinity' where state in ('pending', 'sending')")
                                .execute()
                                .chain(() -> connection
                                        .preparedQuery("explain (analyze, costs off, timing off, summary off) "
                                                + MailStore.TAKE)
                                        .execute(Tuple.of(1L, new String[0], "")))
                                .eventually(test::rollback)))
                .await()
                .atMost(TIMEOUT);

        assertThat(plan)
                .extracting(line -> line.getString(0))
                .filteredOn(line -> line.contains("LockRows"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("(never executed)"));
    }

    @Test
    void recordsThatTheAccountHasNoContacts() {
        var account = TestAccount.fresh().contacts().facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);

        BROKER.send(failed);

        awaitState(failed, "no-contacts");
    }

    @Test
    void sendsToTheOthersWhenTheServerRefusesARecipient() throws Exception {
        var account = TestAccount.fresh()
                .contacts("no-one@acme.example", "data@acme.example")
                .facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);

        try (var server = RefusingMailServer.open()) {
            BROKER.send(failed);
            awaitState(failed, "sent");

            assertThat(server.deliveries()).containsExactly(List.of("data@acme.example"));
        }
        var row = MailRow.of(failed.job().jobId(), pool).orElseThrow();
        assertThat(row.recipients()).containsExactly("data@acme.example");
        assertThat(row.leftOut())
                .containsExactly("no-one@acme.example: recipient address not accepted: 550 5.1.1 no such mailbox");
    }

    @Test
    void doesNotTryAgainWhenTheServerRefusesEveryRecipient() throws Exception {
        var account = TestAccount.fresh().contacts("no-one@acme.example").facts();
        var failed = TestJob.failed(account.accountId());
        BROKER.send(account);

        try (var server = RefusingMailServer.open()) {
            BROKER.send(failed);
            awaitState(failed, "refused");

            assertThat(server.refusals()).hasSize(1);
        }
        assertThat(MailRow.of(failed.job().jobId(), pool).orElseThrow().reason())
                .isEqualTo("recipient address not accepted: 550 5.1.1 no such mailbox");
    }

    @Test
    void sendsAMailAgainAfterItsSenderDied() throws Exception {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        // One statement creates the row as a dead sender leaves it, so that the worker cannot send it before.
        pool.withTransaction(connection -> connection
                        .preparedQuery("insert into mail (job_id, accuid, event, state, due_at, attempts)"
                                + " values ($1, $2, $3, 'sending', now() + interval '2 seconds', 1)")
                        .execute(Tuple.of(
                                failed.job().jobId().value(),
                                account.accountId().value(),
                                store.event(new MailTrigger.JobFailed(failed)))))
                .await()
                .atMost(TIMEOUT);
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            awaitState(failed, "sent");

            assertThat(mailsOf(mailServer, failed))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.getMessageID())
                            .isEqualTo(
                                    "<%s@sluice.local>".formatted(failed.job().jobId())));
        }
    }

    @Test
    void movesUnreadableEventsToTheDeadLettersAndContinues() {
        var account = TestAccount.fresh().facts();
        var failed = TestJob.failed(account.accountId());
        var poison = "{\"validated\": \"no end of a job of " + account.accountId() + "\"}";
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(Topics.JOB_FINISHED, failed.job().key(), poison);
            BROKER.send(failed);
            awaitState(failed, "sent");

            assertThat(mailsOf(mailServer, failed)).hasSize(1);
        }
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(BROKER.values(Topics.deadLetters(Topics.JOB_FINISHED)))
                        .contains(poison));
    }

    private void awaitState(JobFinished finished, String state) {
        JobId job = finished.job().jobId();
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(MailRow.of(job, pool)).map(MailRow::state).contains(state));
    }

    private static List<MimeMessage> mailsOf(TestMailServer mailServer, JobFinished finished) {
        return mailServer.mails().stream()
                .filter(mail -> isAbout(mail, finished.job().jobId()))
                .toList();
    }

    private static boolean isAbout(MimeMessage mail, JobId job) {
        try {
            return mail.getMessageID().contains(job.value());
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
