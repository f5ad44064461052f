package io.sluice.job.replay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.fixtures.http.WrongValueRun;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.Folder;
import io.sluice.job.parts.TestJob;
import io.sluice.job.parts.WatcherStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplayIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);

    @SuppressWarnings("NullAway.Init")
    private WatcherStub watcher;

    /// Nothing is replayed while the service does not know yet that it has seen all events.
    @BeforeEach
    void awaitEvents() {
        Api.awaitAnswer(Api.knownAccount(), "sources/order/job?date=20200125", "Nothing was received");
    }

    @Test
    void answersTheNewJobThatSaysWhatItReplays() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);

        var answer = replay(account, refused.id(), "");

        assertThat(answer.statusCode()).isEqualTo(202);
        var job = answer.jsonPath();
        assertThat(job.getString("job_id"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(refused.id().value());
        assertThat(job.getString("replay_of")).isEqualTo(refused.id().value());
        assertThat(job.getString("status")).isEqualTo("processing");
        assertThat(job.getString("source_type")).isEqualTo("order");
        assertThat(job.getString("file_name")).isEqualTo("20200125_order.csv");
        assertThat(job.getString("data_date")).isEqualTo("20200125");
        assertThat(job.getInt("attempt")).isEqualTo(2);
    }

    @Test
    void countsItsRequestsToTheWatcher() {
        var account = Api.knownAccount();

        replay(account, refused(account, "20200125", CLAIM).id(), "");

        var requests = given().get(ManagementPort.url("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_client_requests_seconds_count"))
                .toList();
        assertThat(requests)
                .anyMatch(line -> line.contains("uri=\"/internal/replays\"") && line.contains("status=\"202\""))
                .anyMatch(line -> line.contains("uri=\"/q/health/ready\"") && line.contains("status=\"200\""));
    }

    @Test
    void recordsWhatAJobReplays() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        var again = TestJob.of(account, "order", "20200125", CLAIM.plusSeconds(60));

        BROKER.send(again.succeeded(3));
        Api.awaitStatus(account, again.id(), "success");
        BROKER.send(replayOf(again.claimed(), refused.id()));

        Api.awaitAnswer(account, "jobs/" + again.id(), "\"replay_of\":\"" + refused.id() + "\"");
        assertThat(Api.get(account, "jobs/" + refused.id()).jsonPath().getString("replay_of"))
                .isNull();
    }

    @Test
    void refusesToReplaceALaterAttemptUnlessForced() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        var later = TestJob.of(account, "order", "20200125", CLAIM.plusSeconds(60));
        BROKER.send(later.succeeded(3));
        Api.awaitStatus(account, later.id(), "success");

        var plain = replay(account, refused.id(), "{}");
        var forced = replay(account, refused.id(), "{\"force\": true}");

        assertThat(plain.statusCode()).isEqualTo(409);
        assertThat(plain.jsonPath().getString("detail"))
                .isEqualTo(
                        "Job %s is a later attempt of the same day and has ended. Send force.".formatted(later.id()));
        assertThat(forced.statusCode()).isEqualTo(202);
    }

    @Test
    void refusesToReplaceALaterAttemptThatRuns() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        var later = TestJob.of(account, "order", "20200125", CLAIM.plusSeconds(60));
        BROKER.send(later.claimed());
        Api.awaitStatus(account, later.id(), "processing");

        var answer = replay(account, refused.id(), "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Job %s is a later attempt of the same day and is being checked. Send force."
                        .formatted(later.id()));
    }

    @Test
    void refusesToReplaceALaterFileThatWaits() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        BROKER.send(Folder.observed(
                account,
                CLAIM.plusSeconds(90),
                Folder.waiting("20200125", CLAIM.plusSeconds(80), CLAIM.plusSeconds(999))));
        Api.awaitAnswer(account, "sources/order/job?date=20200125", "\"status\":\"waiting\"");

        var answer = replay(account, refused.id(), "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("A newer file of the same day waits: /sources/order/20200125_order.csv. Send force.");
    }

    @Test
    void refusesToReplayAJobThatRuns() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        BROKER.send(job.claimed());
        Api.awaitStatus(account, job.id(), "processing");

        var answer = replay(account, job.id(), "{\"force\": true}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Job %s still runs; it can be replayed when it has ended.".formatted(job.id()));
    }

    @Test
    void saysThatTheFileIsGone() {
        var account = Api.knownAccount();
        var refused = refused(account, "20201231", CLAIM);

        var answer = replay(account, refused.id(), "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("The file is gone.");
    }

    @Test
    void knowsOnlyJobsOfTheAccount() {
        var account = Api.knownAccount();
        var foreign = refused(Api.knownAccount(), "20200125", CLAIM);

        assertThat(replay(account, foreign.id(), "").statusCode()).isEqualTo(404);
    }

    @Test
    void isForTenantsThatMayWriteAndAdministrators() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        var path = "/v1/%s/jobs/%s/replay".formatted(account, refused.id());
        var reader = Tokens.role("tenant")
                .claim("accuid", account.value())
                .claim("scope", "read")
                .sign();

        assertThat(given().post(path).statusCode()).isEqualTo(401);
        assertThat(given().auth().oauth2(reader).post(path).statusCode()).isEqualTo(403);
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(Api.knownAccount()))
                        .post(path)
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().auth()
                        .oauth2(Tokens.role("sftp-server").sign())
                        .post(path)
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().auth().oauth2(Tokens.admin()).post(path).statusCode())
                .isEqualTo(202);
    }

    @Test
    void letsATenantReplaySixtyJobsAnHour() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        var now = Instant.now();
        replayed(account, refused, now, 50, 59);
        Api.awaitAnswer(account, "sources/order/jobs?limit=200", "\"attempt\":60");
        var last = replay(account, refused.id(), "{\"force\": true}");
        BROKER.send(replayOf(TestJob.of(account, "order", "20200125", now).claimed(), refused.id()));
        Api.awaitAnswer(account, "sources/order/jobs?limit=200", "\"attempt\":61");

        var next = replay(account, refused.id(), "{\"force\": true}");

        assertThat(last.statusCode()).isEqualTo(202);
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(next.jsonPath().getString("detail"))
                .isEqualTo(
                        "Account %s may replay 60 jobs an hour and 1073741824 bytes a day, and has done so. Try again in %s s."
                                .formatted(account, next.header("Retry-After")));
        assertThat(Integer.parseInt(next.header("Retry-After"))).isBetween(300, 700);
        assertThat(replayAs(Tokens.admin(), account, refused.id()).statusCode()).isEqualTo(202);
    }

    @Test
    void letsATenantReplayAsManyBytesADayAsItMayUpload() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        replayed(account, refused, Instant.now().minus(Duration.ofHours(2)), 0, 1, (1L << 30) - 1_000);
        Api.awaitAnswer(account, "sources/order/jobs", "\"attempt\":2");
        var fits = replay(account, refused.id(), "{\"force\": true}");
        replayed(account, refused, Instant.now().minus(Duration.ofHours(1)), 0, 1, 1);
        Api.awaitAnswer(account, "sources/order/jobs", "\"attempt\":3");

        var next = replay(account, refused.id(), "{\"force\": true}");

        assertThat(fits.statusCode()).isEqualTo(202);
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(next.header("Retry-After"))).isBetween(79_000, 79_201);
    }

    @Test
    void replaysAFileThatIsLargerThanTheLimitOnceADay() {
        var account = Api.knownAccount();
        var large = refused(account, "20200125", CLAIM);
        BROKER.send(replayOf(large.claimed(), large.id(), 2L << 30));
        Api.awaitAnswer(account, "jobs/" + large.id(), "replay_of");

        var first = replay(account, large.id(), "{\"force\": true}");
        replayed(account, large, Instant.now(), 0, 1, 2L << 30);
        Api.awaitAnswer(account, "sources/order/jobs", "\"attempt\":2");
        var second = replay(account, large.id(), "{\"force\": true}");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(429);
    }

    @Test
    void anAccountHasTwoReplaysAtWork() throws Exception {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);
        var other = refused(Api.knownAccount(), "20200125", CLAIM);
        var begun = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        watcher.slowDown(account, begun, end);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var atWork = Stream.generate(() -> threads.submit(
                            () -> replay(account, refused.id(), "").statusCode()))
                    .limit(2)
                    .toList();

            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            var third = replay(account, refused.id(), "");

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.header("Retry-After")).isEqualTo("5");
            assertThat(third.jsonPath().getString("detail"))
                    .isEqualTo("Account %s has 2 replays at work, which is the limit. Try again when one has ended."
                            .formatted(account));
            assertThat(replay(other.ref().accountId(), other.id(), "").statusCode())
                    .isEqualTo(202);
            end.countDown();
            for (var answer : atWork) {
                assertThat(answer.get()).isEqualTo(202);
            }
            assertThat(replay(account, refused.id(), "{\"force\": true}").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void refusesAnUnreadableBodyAndALongKey() {
        var account = Api.knownAccount();
        var refused = refused(account, "20200125", CLAIM);

        assertThat(replay(account, refused.id(), "{\"force\": \"yes\"}").statusCode())
                .isEqualTo(400);
        assertThat(replay(account, refused.id(), "{\"forced\": true}").statusCode())
                .isEqualTo(400);
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(account))
                        .header("Idempotency-Key", "k".repeat(201))
                        .post("/v1/%s/jobs/%s/replay".formatted(account, refused.id()))
                        .statusCode())
                .isEqualTo(400);
    }

    private static TestJob refused(AccountId account, String date, Instant claimedAt) {
        var job = TestJob.of(account, "order", date, claimedAt);
        BROKER.send(job.failed("File is empty; 1 error in 0 rows"));
        Api.awaitStatus(account, job.id(), "failed");
        return job;
    }

    /// Records that the job was replayed that often.
    private static void replayed(AccountId account, TestJob job, Instant at, int minutesAgo, int times) {
        replayed(account, job, at.minus(Duration.ofMinutes(minutesAgo)), 0, times, 1_000);
    }

    private static void replayed(AccountId account, TestJob job, Instant at, int secondsBetween, int times, long size) {
        for (int n = 0; n < times; n++) {
            var again = TestJob.of(account, "order", "20200125", at.plusSeconds((long) n * secondsBetween));
            BROKER.send(replayOf(again.claimed(), job.id(), size));
        }
    }

    private static UploadClaimed replayOf(UploadClaimed claim, JobId replayed) {
        return replayOf(claim, replayed, claim.size());
    }

    private static UploadClaimed replayOf(UploadClaimed claim, JobId replayed, long size) {
        return new UploadClaimed(
                claim.job(),
                size,
                claim.modifiedAt(),
                claim.receivedAt(),
                claim.claimedAt(),
                Optional.empty(),
                Optional.of(replayed),
                List.of());
    }

    private static Response replayAs(String token, AccountId account, JobId job) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"force\": true}")
                .post("/v1/%s/jobs/%s/replay".formatted(account, job));
    }

    private static Response replay(AccountId account, JobId job, String body) {
        var request = given().auth().oauth2(Tokens.tenant(account));
        if (!body.isEmpty()) {
            request.contentType("application/json").body(body);
        }
        return request.post("/v1/%s/jobs/%s/replay".formatted(account, job));
    }

    @Test
    void answersWrongValuesWithProblems() {
        answersWrongValuesWithProblems(3);
    }

    @Test
    @Tag("long")
    void answersWrongValuesAtEachPlaceWithProblems() {
        answersWrongValuesWithProblems(1);
    }

    private static void answersWrongValuesWithProblems(int share) {
        var account = Api.knownAccount();
        var job = refused(account, "20200125", CLAIM);
        var run = WrongValueRun.against(RestAssured.port)
                .inTurns(share)
                .token("admin", Tokens.admin())
                .parameter("accuid", account)
                .parameter("source_type", "order")
                .parameter("job_id", job.id())
                .body("POST /v1/{accuid}/jobs/{job_id}/replay", "{\"force\": false}");

        var wrong = run.send();

        System.out.println("job-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }
}
