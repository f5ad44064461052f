package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.DirectoryObserved.State;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.TestMailServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IgnoredFilesMailIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    Pool pool;

    @Inject
    IgnoredFilesStore store;

    @Inject
    IgnoredFilesSchedule schedule;

    @Test
    void mailsWhatIsIgnoredAndWhatItShouldBeCalled() throws Exception {
        var account = TestAccount.fresh().sources("order").facts();
        BROKER.send(account);

        try (var mailServer = TestMailServer.open()) {
            BROKER.send(observed(account.accountId(), 1, 1, "20200129_x_final.csv"));
            await().atMost(TIMEOUT).until(() -> secondsToTheMail(account.accountId()) >= 0);
            assertThat(secondsToTheMail(account.accountId())).isLessThanOrEqualTo(300);
            timePasses(account.accountId());
            schedule.wake();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(mails(account.accountId()))
                            .extracting(row -> row.getString("state"))
                            .containsExactly("sent"));

            assertThat(mailServer.mails())
                    .filteredOn(
                            mail -> subject(mail).contains(account.accountId().value()))
                    .singleElement()
                    .satisfies(mail -> {
                        assertThat(mail.getSubject())
                                .isEqualTo("Acme Retail (%s): 1 file is ignored".formatted(account.accountId()));
                        assertThat(text(mail)).contains("expected: /sources/order/20200129_order.csv");
                    });
        }
    }

    @Test
    void mailsEachFileOnceHoweverOftenItIsObserved() {
        var account = accountWithoutContacts();
        store(observed(account, 1, 2, "a", "b"));
        timePasses(account);
        writeAllDue();

        store(observed(account, 1, 2, "a", "b"));
        store(observed(account, 2, 2, "a", "b"));
        timePasses(account);
        writeAllDue();

        assertThat(mails(account)).hasSize(1);
        assertThat(mails(account).getFirst().getJsonObject("event").getLong("total"))
                .isEqualTo(2);
    }

    @Test
    void writesOneMailWhenSeveralInstancesTry() {
        var account = accountWithoutContacts();
        store(observed(account, 1, 1, "a"));
        timePasses(account);

        Uni.join()
                .all(IntStream.range(0, 20).mapToObj(time -> store.writeNext()).toList())
                .andFailFast()
                .await()
                .atMost(TIMEOUT);

        assertThat(mails(account)).hasSize(1);
    }

    @Test
    void waitsAnHourBeforeTheNextMail() {
        var account = accountWithoutContacts();
        store(observed(account, 1, 1, "a"));
        timePasses(account);
        writeAllDue();

        store(observed(account, 2, 2, "a", "b"));

        assertThat(secondsToTheMail(account)).isBetween(3_500L, 3_600L);
        timePasses(account);
        writeAllDue();
        assertThat(mails(account))
                .extracting(
                        row -> row.getJsonObject("event").getJsonArray("files").size())
                .containsExactly(1, 1);
    }

    @Test
    void writesNoMailAboutAFileThatGotItsRightName() {
        var account = accountWithoutContacts();
        store(observed(account, 1, 1, "a"));
        store(observed(account, 2, 0));
        timePasses(account);

        writeAllDue();

        assertThat(mails(account)).isEmpty();
    }

    @Test
    void namesTheFirstOfAHundredThousandFiles() {
        var account = accountWithoutContacts();
        var names = IntStream.range(0, DirectoryObserved.LISTED)
                .mapToObj("note-%06d"::formatted)
                .toArray(String[]::new);
        store(observed(account, 1, 100_000, names));
        timePasses(account);

        writeAllDue();

        var event = mails(account).getFirst().getJsonObject("event");
        assertThat(event.getLong("total")).isEqualTo(100_000);
        assertThat(event.getJsonArray("files")).hasSize(50);
    }

    @Test
    void storesNoRowForAFolderWithoutIgnoredFiles() {
        var account = TestAccount.freshId();

        store(observed(account, 1, 0));

        assertThat(rows("select 1 from ignored_digest where accuid = $1", account))
                .isEmpty();
    }

    /// The service settles the mails of such an account at once and does not try to send them.
    private static AccountId accountWithoutContacts() {
        AccountFacts account = TestAccount.fresh().contacts().facts();
        BROKER.send(account);
        return account.accountId();
    }

    private void store(DirectoryObserved event) {
        store.observed(event).await().atMost(TIMEOUT);
    }

    /// Makes the account's next mail due.
    private void timePasses(AccountId account) {
        rows("update ignored_digest set due_at = now() where accuid = $1 and due_at is not null", account);
    }

    private void writeAllDue() {
        var more = true;
        while (more) {
            more = store.writeNext().await().atMost(TIMEOUT);
        }
    }

    /// Negative when no mail is to be written.
    private long secondsToTheMail(AccountId account) {
        return rows(
                        "select coalesce(extract(epoch from due_at - now())::bigint, -1) as seconds from ignored_digest where accuid = $1",
                        account)
                .stream()
                .map(row -> row.getLong("seconds"))
                .findFirst()
                .orElse(-1L);
    }

    private List<Row> mails(AccountId account) {
        return rows(
                "select state, event from mail where accuid = $1 and kind = 'files-ignored' order by created_at",
                account);
    }

    private List<Row> rows(String sql, AccountId account) {
        var rows = pool.preparedQuery(sql)
                .execute(Tuple.of(account.value()))
                .await()
                .atMost(TIMEOUT);
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private static DirectoryObserved observed(AccountId account, int second, long total, String... names) {
        return new DirectoryObserved(
                account,
                "/sources/order",
                List.of(names).stream()
                        .map(name -> new SeenFile(
                                "/sources/order/" + name,
                                State.IGNORED,
                                "reason",
                                1,
                                NOON,
                                Optional.empty(),
                                Optional.empty()))
                        .toList(),
                total,
                NOON.plusSeconds(second));
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }
}
