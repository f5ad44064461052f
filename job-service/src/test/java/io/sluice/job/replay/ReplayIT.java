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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplayIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);

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

    private static UploadClaimed replayOf(UploadClaimed claim, JobId replayed) {
        return new UploadClaimed(
                claim.job(),
                claim.size(),
                claim.modifiedAt(),
                claim.receivedAt(),
                claim.claimedAt(),
                Optional.empty(),
                Optional.of(replayed),
                List.of());
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
        var account = Api.knownAccount();
        var job = refused(account, "20200125", CLAIM);
        var run = WrongValueRun.against(RestAssured.port)
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
