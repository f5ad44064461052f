package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.TestMailServer;
import io.sluice.notifier.parts.TestUsage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitMailIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    MailedLevelsStore store;

    @Test
    void mailsTheContactsOnceForEachLevelOnTheWayUp() throws Exception {
        var account = TestAccount.fresh().facts();
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(measured(account.accountId(), 0, 799, 0));
            BROKER.send(measured(account.accountId(), 0, 800, 1));
            BROKER.send(measured(account.accountId(), 0, 900, 2));
            BROKER.send(measured(account.accountId(), 0, 1_001, 3));
            awaitSent(account.accountId(), 2);

            var mails = mailsTo(mailServer, account.accountId());
            assertThat(mails)
                    .extracting(LimitMailIT::subject)
                    .containsExactlyInAnyOrder(
                            "Acme Retail (%s): 80 %% of your daily upload limit is used".formatted(account.accountId()),
                            "Acme Retail (%s): Your daily upload limit is used up".formatted(account.accountId()));
            assertThat(mails.getFirst().getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("data@acme.example");
        }
    }

    @Test
    void causesNoSecondMailWhenMeasurementsAreRepeated() {
        var account = accountWithoutContacts();
        var history = List.of(
                measured(account, 800, 0, 0),
                measured(account, 1_100, 900, 1),
                measured(account, 700, 1_000, 2),
                measured(account, 850, 1_000, 3),
                TestUsage.files(account, 800, 4),
                TestUsage.files(account, 900, 5));
        history.forEach(this::store);
        var mails = mails(account).keySet();

        history.forEach(this::store);
        history.reversed().forEach(this::store);

        assertThat(mails).hasSize(6);
        assertThat(mails(account)).containsOnlyKeys(mails);
    }

    @Test
    void mailsAfterAMeasurementOfAClockThatWasAhead() {
        var account = accountWithoutContacts();
        var now = Instant.now();
        store(TestUsage.measured(account, 800, 0, now.plusSeconds(86_400), now.plusSeconds(90_000)));

        store(TestUsage.measured(account, 1_000, 0, now, now.plusSeconds(3_600)));

        assertThat(mails(account)).hasSize(2);
    }

    @Test
    void causesOneMailWhenInstancesReceiveTheSameMeasurement() {
        var account = accountWithoutContacts();
        var event = measured(account, 900, 0, 0);

        Uni.join()
                .all(IntStream.range(0, 20)
                        .mapToObj(time -> store.measured(event))
                        .toList())
                .andFailFast()
                .await()
                .atMost(TIMEOUT);

        assertThat(mails(account)).hasSize(1);
    }

    @Test
    void storesNoLevelsWithoutTheirMail() {
        var account = accountWithoutContacts();
        var event = measured(account, 900, 0, 0);
        forbidMailsTo(account);

        var failure = store.measured(event).onItemOrFailure().transform((item, refused) -> refused);

        assertThat(failure.await().atMost(TIMEOUT)).hasMessageContaining("no_mails_to_" + number(account));
        allowMailsTo(account);
        store(event);
        assertThat(mails(account)).hasSize(1);
    }

    @Test
    void storesNoRowForAnAccountFarFromItsLimits() {
        var account = accountWithoutContacts();

        store(measured(account, 799, 799, 0));

        var rows = pool.preparedQuery("select 1 from limit_memory where accuid = $1")
                .execute(Tuple.of(account.value()))
                .await()
                .atMost(TIMEOUT);
        assertThat(rows.size()).isZero();
    }

    @Test
    void movesUnreadableEventsToTheDeadLettersAndContinues() {
        var account = TestAccount.fresh().facts();
        var poison = "{\"accuid\": \"%s\", \"workspace\": 1}".formatted(account.accountId());

        BROKER.send(Topics.USAGE_MEASURED, account.accountId().value(), poison);
        BROKER.send(measured(account.accountId(), 900, 0, 0));

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(mails(account.accountId())).hasSize(1));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(BROKER.values(Topics.deadLetters(Topics.USAGE_MEASURED)))
                        .contains(poison));
    }

    /// The service settles the mails of such an account at once and does not try to send them.
    private static AccountId accountWithoutContacts() {
        var account = TestAccount.fresh().contacts().facts();
        BROKER.send(account);
        return account.accountId();
    }

    private void store(UsageMeasured event) {
        store.measured(event).await().atMost(TIMEOUT);
    }

    private void awaitSent(AccountId account, int count) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(mails(account).values()).hasSize(count).containsOnly("sent"));
    }

    /// The states of the account's mails by id.
    private Map<String, String> mails(AccountId account) {
        var rows = pool.preparedQuery("select job_id, state from mail where accuid = $1 and kind = 'limit-crossed'")
                .execute(Tuple.of(account.value()))
                .await()
                .atMost(TIMEOUT);
        return StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.toMap(row -> row.getString("job_id"), row -> row.getString("state")));
    }

    private void forbidMailsTo(AccountId account) {
        execute("alter table mail add constraint no_mails_to_%s check (accuid <> '%s')"
                .formatted(number(account), account));
    }

    private void allowMailsTo(AccountId account) {
        execute("alter table mail drop constraint no_mails_to_" + number(account));
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(TIMEOUT);
    }

    private static String number(AccountId account) {
        return account.value().replace("acc-", "");
    }

    private static UsageMeasured measured(AccountId account, long workspace, long daily, int second) {
        return TestUsage.measured(account, workspace, daily, second);
    }

    private static List<MimeMessage> mailsTo(TestMailServer mailServer, AccountId account) {
        return mailServer.mails().stream()
                .filter(mail -> subject(mail).contains("(%s)".formatted(account)))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
