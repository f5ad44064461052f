package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.TestUsage;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Mails that an instance of a newer version put into the outbox, in the middle of an upgrade.
@QuarkusTest
class NewerMailsIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    MailedLevelsStore store;

    @Test
    void leavesAMailOfAnUnknownKind() {
        var account = TestAccount.fresh().contacts().facts().accountId();
        var constraint =
                "select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'mail_kind_check'";
        var rule = pool.query(constraint)
                .execute()
                .await()
                .atMost(TIMEOUT)
                .iterator()
                .next()
                .getString("rule");
        execute("alter table mail drop constraint mail_kind_check");

        put(account, "day-replaced", "{\"day\":\"20200125\"}");
        settleOthers();

        assertThat(mails(account)).containsExactly("day-replaced pending 0");
        execute("delete from mail where accuid = '%s'".formatted(account));
        execute("alter table mail add constraint mail_kind_check " + rule);
    }

    @Test
    void leavesAMailWhoseEventItCannotRead() {
        var account = TestAccount.fresh().contacts().facts().accountId();

        put(account, "limit-crossed", "{\"limit\":\"data-sets\"}");
        settleOthers();

        assertThat(mails(account)).containsExactly("limit-crossed pending 0");
        execute("delete from mail where accuid = '%s'".formatted(account));
    }

    /// The mails of an account without contacts end at once. Accounts take turns: between three that are put
    /// one after another and end, that of the test had its turn.
    private void settleOthers() {
        IntStream.range(0, 3).forEach(_ -> settleAnother());
    }

    private void settleAnother() {
        var facts = TestAccount.fresh().contacts().facts();
        BROKER.send(facts);
        store.measured(TestUsage.measured(facts.accountId(), 900, 0, 0)).await().atMost(TIMEOUT);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(mails(facts.accountId()))
                        .singleElement()
                        .asString()
                        .contains("no-contacts"));
    }

    private void put(AccountId account, String kind, String event) {
        pool.preparedQuery("insert into mail (job_id, accuid, kind, event) values ($1, $2, $3, $4)")
                .execute(Tuple.of(
                        UUID.randomUUID().toString().replace("-", ""), account.value(), kind, new JsonObject(event)))
                .await()
                .atMost(TIMEOUT);
    }

    /// Each as kind, state and attempts.
    private List<String> mails(AccountId account) {
        var rows = pool.preparedQuery(
                        "select kind || ' ' || state || ' ' || attempts as mail from mail where accuid = $1")
                .execute(Tuple.of(account.value()))
                .await()
                .atMost(TIMEOUT);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString("mail"))
                .toList();
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(TIMEOUT);
    }
}
