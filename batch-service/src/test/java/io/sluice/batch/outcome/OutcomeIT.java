package io.sluice.batch.outcome;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.DataService;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// What data-service says of a batch, as its client sees it.
@QuarkusTest
class OutcomeIT {
    @Inject
    S3Client objects;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    @Test
    void showsOutcome() {
        var client = Client.ofFreshAccount();
        var good = client.allocated(Client.file(10));
        var bad = client.allocated(Client.file(10));
        Client.upload(good);
        Client.upload(bad);
        var log = "batch-logs/%s.gz".formatted(bad.uuid());
        objects.putObject(request -> request.bucket(bucket).key(log), RequestBody.fromString("the log"));

        DataService.send(DataService.finished(client, good, Outcome.SUCCESS, 0, Optional.empty()));
        DataService.send(DataService.finished(client, bad, Outcome.FAILED, 1, Optional.of(log)));
        DataService.send(DataService.finished(client, bad, Outcome.FAILED, 1, Optional.of(log)));

        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(client.code(bad.uuid())).isEqualTo("error"));
        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(client.code(good.uuid())).isEqualTo("success"));
        var document = client.status(bad.uuid()).jsonPath();
        assertThat(document.getMap("summaryStats"))
                .isEqualTo(
                        Map.of("timeToProcessMillis", 2_000, "totalCount", 3, "succeededCount", 2, "failedCount", 1));
        assertThat(document.getString("jobId"))
                .isEqualTo(JobId.ofBatch(new BatchRef(bad.uuid()), DataService.RECEIVED)
                        .value());
        assertThat(client.status(good.uuid()).jsonPath().getMap("status")).isEqualTo(Map.of("code", "success"));
        assertThat(given().urlEncodingEnabled(false)
                        .get(Client.path(document.getString("status.log")))
                        .asString())
                .isEqualTo("the log");
        assertThat(client.request().get("/v2/batches?status=error").jsonPath().getString("items[0].log"))
                .startsWith("http://batches.example.com/v2/logs/" + bad.uuid());
    }

    @Test
    void showsThatRecordsAreBeingProcessed() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        Client.upload(batch);
        var ref = new BatchRef(batch.uuid());

        DataService.send(new BatchProgressed(
                ref,
                client.account(),
                JobId.ofBatch(ref, DataService.RECEIVED),
                1,
                5,
                10,
                1,
                0,
                DataService.RECEIVED,
                DataService.RECEIVED.plusSeconds(1)));

        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(client.request()
                                .get("/v2/batches/inspect/" + batch.uuid())
                                .jsonPath()
                                .getString("status.code"))
                        .isEqualTo("processing"));
        assertThat(client.code(batch.uuid())).isEqualTo("fileprocessing");
        assertThat(client.status(batch.uuid()).jsonPath().getString("jobId"))
                .isEqualTo(JobId.ofBatch(ref, DataService.RECEIVED).value());
        assertThat(client.status(batch.uuid()).jsonPath().getMap("$")).doesNotContainKey("summaryStats");
    }

    /// The clock of data-service is slow.
    @Test
    void showsNoTimeThatGoesBack() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        Client.upload(batch);

        DataService.send(DataService.finished(
                client, batch, Outcome.SUCCESS, 0, Optional.empty(), DataService.RECEIVED.minusSeconds(60)));

        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(client.code(batch.uuid())).isEqualTo("success"));
        var document = client.status(batch.uuid()).jsonPath();
        assertThat(document.getLong("summaryStats.timeToProcessMillis")).isZero();
        assertThat(Instant.parse(document.getString("modifiedAt")))
                .isAfterOrEqualTo(Instant.parse(document.getString("createdAt")));
    }
}
