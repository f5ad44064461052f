package io.sluice.job.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import io.sluice.job.parts.VisitedRows;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class JobHistoryIT {
    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);

    @Inject
    JobEventStore store;

    @Inject
    Pool database;

    @Test
    void answersAnEmptyHistory() {
        assertThat(Api.get(Api.knownAccount(), "sources/order/jobs").asString())
                .isEqualTo("{\"jobs\":[],\"next\":null}");
    }

    @Test
    void pagesAreStableWhenNewJobsArrive() {
        var account = Api.knownAccount();
        var oldest = recorded(account, "20200123", 0);
        var middle = recorded(account, "20200124", 10);
        var newest = recorded(account, "20200125", 20);

        var first = Api.get(account, "sources/order/jobs?limit=2").jsonPath();
        recorded(account, "20200126", 30);
        var second = Api.get(account, "sources/order/jobs?limit=2&cursor=" + first.getString("next"))
                .jsonPath();

        assertThat(first.getList("jobs.job_id")).isEqualTo(List.of(newest, middle));
        assertThat(second.getList("jobs.job_id")).isEqualTo(List.of(oldest));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void filtersByDateAndStatus() {
        var account = Api.knownAccount();
        recorded(account, "20200123", 0);
        var wanted = recorded(account, "20200124", 10);
        recorded(account, "20200125", 20);
        store.claimed(TestJob.of(account, "order", "20200124", CLAIM.plusSeconds(30))
                        .claimed())
                .await()
                .atMost(Duration.ofSeconds(20));

        var found = Api.get(account, "sources/order/jobs?from=20200124&to=20200124&status=success")
                .jsonPath();

        assertThat(found.getList("jobs.job_id")).isEqualTo(List.of(wanted));
    }

    @Test
    void countsAttemptsOfADay() {
        var account = Api.knownAccount();
        recorded(account, "20200125", 0);
        recorded(account, "20200125", 10);
        recorded(account, "20200125", 20);

        var attempts = Api.get(account, "sources/order/jobs").jsonPath().getList("jobs.attempt");

        assertThat(attempts).isEqualTo(List.of(3, 2, 1));
    }

    /// Each correction of a file is one more job of its day.
    @Test
    void numbersTheJobsOfADayOnceForAPage() {
        var account = Api.knownAccount();
        database.preparedQuery("""
                        insert into job (job_id, accuid, source_type, data_date, file_name, claimed_at)
                        select 'e' || to_char(n, 'FM0000000000000000000000000000000'), $1, 'order', '2020-01-25', '20200125_order.csv',
                            now()
                        from generate_series(1, 3000) n
                        """).execute(Tuple.of(account.value())).await().indefinitely();

        var visited = VisitedRows.of(
                database,
                JobStore.withAttempts(JobStore.SELECT + " and source_type = $2 order by job_id desc limit 200"),
                Tuple.of(account.value(), "order"));

        assertThat(visited).isLessThan(50_000);
        assertThat(Api.get(account, "sources/order/jobs?limit=200").jsonPath().getList("jobs.attempt"))
                .hasSize(200)
                .startsWith(3000, 2999, 2998);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=yesterday          | from is "yesterday", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125.
            to=20200230             | to is "20200230", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125.
            from=20200102&to=20200101 | from is 20200102 and to is 20200101, expected from to be no later than to.
            status=done             | status is "done", expected processing, success or failed.
            status=waiting          | status is "waiting", expected processing, success or failed: a waiting file has no job yet, files?state=waiting lists it.
            limit=0                 | limit is "0", expected a number from 1 to 200.
            limit=201               | limit is "201", expected a number from 1 to 200.
            limit=many              | limit is "many", expected a number from 1 to 200.
            cursor=x                | cursor is "x", expected the next of a previous page.
            """)
    void refusesAValueNamingItsParameter(String query, String detail) {
        var answer = Api.get(Api.knownAccount(), "sources/order/jobs?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }

    @Test
    void doesNotShowAJobToAnotherAccount() {
        var job = recorded(Api.knownAccount(), "20200125", 0);
        var other = Api.knownAccount();

        var answer = Api.get(other, "jobs/" + job);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("Account %s has no job %s.".formatted(other, job));
    }

    @Test
    void saysWhatAJobIdLooksLike() {
        var answer = Api.get(Api.knownAccount(), "jobs/42");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("\"42\" is no job id, expected 32 lower-case hex digits.");
    }

    private String recorded(AccountId account, String date, int secondsLater) {
        var job = TestJob.of(account, "order", date, CLAIM.plusSeconds(secondsLater));
        store.finished(job.succeeded(5)).await().atMost(Duration.ofSeconds(20));
        return job.id().value();
    }
}
