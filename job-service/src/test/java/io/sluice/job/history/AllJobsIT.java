package io.sluice.job.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.JobId;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import io.sluice.job.parts.VisitedRows;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The jobs of all accounts. Those of other tests are among them, and older.
@QuarkusTest
class AllJobsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Instant BEGIN = Instant.parse("2099-01-01T00:00:00Z");
    private static final String SINCE = "since=" + BEGIN.getEpochSecond();

    private static final int MANY = 100_000;

    @Inject
    JobEventStore files;

    @Inject
    Pool database;

    /// Other tests list what is newest, too, and some make up ids.
    @BeforeEach
    @AfterEach
    void forgetJobsOfTheFuture() {
        database.preparedQuery("delete from job where job_id >= $1")
                .execute(Tuple.of(JobId.earliestAt(BEGIN)))
                .await()
                .atMost(TIMEOUT);
    }

    @Test
    void listsTheJobsOfAllAccountsNewestFirst() {
        var one = Api.knownAccount();
        var other = Api.knownAccount();
        var jobs = List.of(job(one, 0), job(other, 10), job(one, 20));

        var page = jobs("limit=2&" + SINCE);
        var rest = jobs("limit=2&" + SINCE + "&cursor=" + page.getString("next"));

        assertThat(page.getList("jobs.job_id")).isEqualTo(List.of(jobs.get(2), jobs.get(1)));
        assertThat(page.getList("jobs.accuid")).isEqualTo(List.of(one.value(), other.value()));
        assertThat(page.getList("jobs.attempt")).isEqualTo(List.of(2, 1));
        assertThat(rest.getList("jobs.job_id")).startsWith(jobs.getFirst());
    }

    @Test
    void answersAJobAsItsAccountSeesIt() {
        var account = Api.knownAccount();
        var job = job(account, 0);

        var listed = ask("limit=1&" + SINCE).asString();

        assertThat(listed)
                .startsWith("{\"jobs\":[{\"accuid\":\"%s\",".formatted(account))
                .contains(Api.get(account, "jobs/" + job).asString().substring(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status=waiting  | status is "waiting", expected processing, success or failed: a waiting file has no job yet, files?state=waiting lists it.
            origin=sftp     | origin is "sftp", expected file or batch.
            since=x         | since is "x", expected epoch seconds, e.g. 1621563094.
            limit=201       | limit is "201", expected a number from 1 to 200.
            cursor=x        | cursor is "x", expected the next of a previous page.
            accuid=x        | There is no query parameter "accuid" here, expected cursor, limit, origin, since, source_type, status.
            """)
    void refusesAValueNamingItsParameter(String query, String detail) {
        var answer = ask(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }

    @Test
    void isForAdministratorsAlone() {
        var token = Tokens.tenant(Api.knownAccount());

        assertThat(given().auth().oauth2(token).get("/v1/jobs").statusCode()).isEqualTo(403);
        assertThat(given().get("/v1/jobs").statusCode()).isEqualTo(401);
    }

    /// Few jobs fail, and most of those are of another source.
    @Test
    void readsLittleOfManyJobs() {
        fill();

        var visited = new ArrayList<String>();
        for (var source : List.of("", "order", "rare", "nothing")) {
            for (var status : List.of("", "success", "failed", "processing")) {
                var values = Tuple.tuple();
                var query = new HistoryQuery(
                        Optional.empty(),
                        Optional.of(source).filter(name -> !name.isEmpty()).map(SourceType::new),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        JobStatus.of(status),
                        Optional.empty(),
                        Optional.empty());
                var rows =
                        VisitedRows.of(database, JobStore.withAttempts(JobStore.history(query, 201, values)), values);
                if (rows > 5_000) {
                    visited.add("%s %s: %d".formatted(source, status, rows));
                }
            }
        }

        assertThat(visited).isEmpty();
    }

    private void fill() {
        database.query("""
                insert into job (job_id, accuid, source_type, data_date, file_name, claimed_at, state, finished_at)
                select 'fe' || to_char(n, 'FM000000000000000000000000000000'), 'many-' || n %% 500,
                    case when n %% 5000 = 0 then 'rare' when n %% 2 = 0 then 'order' else 'stock' end,
                    date '2020-01-01' + (n / 1000)::int, 'x.csv', now(),
                    case when n %% 5000 = 1 then 'failed' when n %% 20000 = 7 then 'processing' else 'success' end, now()
                from generate_series(1, %d) n
                """.formatted(MANY)).execute().await().atMost(TIMEOUT);
    }

    private String job(AccountId account, int secondsLater) {
        var job = TestJob.of(account, "order", "20200125", BEGIN.plusSeconds(secondsLater));
        files.finished(job.succeeded(5)).await().atMost(TIMEOUT);
        return job.id().value();
    }

    private static JsonPath jobs(String query) {
        var answer = ask(query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static Response ask(String query) {
        return given().auth().oauth2(Tokens.admin()).urlEncodingEnabled(false).get("/v1/jobs?" + query);
    }
}
