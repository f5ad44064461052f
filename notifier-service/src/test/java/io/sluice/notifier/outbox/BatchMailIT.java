package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Topics;
import io.sluice.events.account.AccountView;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.parts.MailRow;
import io.sluice.notifier.parts.TestBatch;
import io.sluice.notifier.parts.TestMailServer;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BatchMailIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    MailStore mails;

    @Inject
    AccountView accounts;

    @Test
    void mailsTheContactsOnceForABatchWithRefusedRecords() throws Exception {
        var account = TestAccount.fresh().facts();
        var failed = TestBatch.failed(account.accountId());
        var last = TestBatch.unreadable(account.accountId());
        var succeeded = TestBatch.succeeded(account.accountId());
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(succeeded);
            BROKER.send(failed);
            BROKER.send(failed);
            BROKER.send(last);
            awaitState(failed, "sent");
            awaitState(last, "sent");

            assertThat(mailsOf(mailServer, failed)).singleElement().satisfies(mail -> {
                assertThat(mail.getSubject()).contains("batch " + failed.batchRef());
                assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("data@acme.example");
                var parts = (Multipart) mail.getContent();
                assertThat(parts.getBodyPart(0).getContent().toString())
                        .contains("  line 18, field email, type-error", "GET /v2/batches/" + failed.batchRef());
                assertThat(parts.getBodyPart(1).getContent().toString())
                        .contains("&lt;b&gt;-1&lt;/b&gt;", "/v2/batches/" + failed.batchRef());
            });
            assertThat(mailsOf(mailServer, succeeded)).isEmpty();
        }
    }

    @Test
    void sendsNoneToAnAccountThatSwitchedThemOff() {
        var account = TestAccount.fresh().withoutBatchMails().facts();
        var failed = TestBatch.failed(account.accountId());
        BROKER.send(account);

        BROKER.send(failed);

        awaitState(failed, "switched-off");
        assertThat(MailRow.of(failed.jobId(), pool).orElseThrow().reason())
                .isEqualTo("the account wants no mails about batches");
    }

    @Test
    void movesUnreadableEventsToTheDeadLettersAndContinues() {
        var account = TestAccount.fresh().withoutBatchMails().facts();
        var failed = TestBatch.failed(account.accountId());
        var poison = "{\"batch_ref\": \"none of %s\"}".formatted(account.accountId());
        BROKER.send(account);

        BROKER.send(Topics.BATCH_FINISHED, account.accountId().value(), poison);
        BROKER.send(failed);

        awaitState(failed, "switched-off");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(BROKER.values(Topics.deadLetters(Topics.BATCH_FINISHED)))
                        .contains(poison));
    }

    /// Else thousands of mails of one account hold up those of all others.
    @Test
    void accountsTakeTurns() {
        var many = knownAccount();
        var few = knownAccount();
        var batches = Stream.concat(
                        Stream.generate(() -> TestBatch.failed(many)).limit(50), Stream.of(TestBatch.failed(few)))
                .toList();

        pool.withTransaction(connection -> Multi.createFrom()
                        .iterable(batches)
                        .onItem()
                        .transformToUniAndConcatenate(
                                batch -> mails.put(connection, new MailTrigger.BatchFailed(batch)))
                        .collect()
                        .last())
                .await()
                .atMost(TIMEOUT);

        batches.forEach(batch -> awaitState(batch, "switched-off"));
        var before = pool.preparedQuery("""
                        select count(*) from mail where accuid = $1
                            and settled_at < (select settled_at from mail where accuid = $2)""")
                .execute(Tuple.of(many.value(), few.value()))
                .await()
                .atMost(TIMEOUT)
                .iterator()
                .next()
                .getLong(0);
        assertThat(before).isLessThanOrEqualTo(1);
    }

    private AccountId knownAccount() {
        var account = TestAccount.fresh().withoutBatchMails().facts();
        BROKER.send(account);
        await().atMost(TIMEOUT).until(() -> accounts.find(account.accountId()).isPresent());
        return account.accountId();
    }

    private void awaitState(BatchFinished finished, String state) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(MailRow.of(finished.jobId(), pool))
                        .map(MailRow::state)
                        .contains(state));
    }

    private static List<MimeMessage> mailsOf(TestMailServer mailServer, BatchFinished finished) {
        return mailServer.mails().stream()
                .filter(mail -> isAbout(mail, finished))
                .toList();
    }

    private static boolean isAbout(MimeMessage mail, BatchFinished finished) {
        try {
            return mail.getMessageID().contains(finished.jobId().value());
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
