package io.sluice.job.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.job.parts.Api;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasedAccountIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    ErasureSchedule schedule;

    /// Another account keeps what is as old.
    @Test
    void losesItsHistoryAndWhatItsDaysHeld() {
        var erased = TestAccount.fresh().facts();
        Api.makeKnown(erased);
        var other = Api.knownAccount();
        history(erased.accountId(), "a");
        history(other, "b");

        BrokerClient.ofApplication()
                .send(TestAccount.after(erased).state(AccountState.ERASED).facts());

        await().atMost(TIMEOUT).until(() -> {
            schedule.wake();
            return count(erased.accountId()) == 0;
        });
        assertThat(count(other)).isEqualTo(3);
    }

    private void history(AccountId account, String id) {
        execute("""
                insert into data_set_day values ('%1$s', 'order', '2026-01-25', '%2$s-%1$s', 5, 500, now() - interval '1 second')
                """.formatted(account, id));
        execute("""
                insert into job (job_id, accuid, source_type, data_date, file_name, state, finished_at)
                values ('%2$s-%1$s', '%1$s', 'order', '2026-01-25', 'x', 'success', now() - interval '1 second')
                """.formatted(account, id));
        execute("""
                insert into batch_job (job_id, accuid, batch_ref, size, received_at, state, finished_at)
                values ('%2$s-%1$s', '%1$s', '%2$s-%1$s', 9, now(), 'success', now() - interval '1 second')
                """.formatted(account, id));
    }

    private long count(AccountId account) {
        return pool.query("""
                        select (select count(*) from data_set_day where accuid = '%1$s')
                            + (select count(*) from job where accuid = '%1$s')
                            + (select count(*) from batch_job where accuid = '%1$s')
                        """.formatted(account))
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }
}
