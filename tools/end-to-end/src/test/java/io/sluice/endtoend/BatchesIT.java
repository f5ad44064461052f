package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchSources;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Batches over HTTP through the gateway, from the allocation to the entities.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class BatchesIT {
    private static final String BAD_REF = "ace73c06-b361-11ed-afa1-0242ac120003";
    private static final byte[] FILE = BatchClient.file(List.of(
            record("ace73c06-b361-11ed-afa1-0242ac120002", "insert", "customer", "a/b"),
            record(BAD_REF, "insert", "customr", "bob"),
            record("ace73c06-b361-11ed-afa1-0242ac120004", "upsert", "visitor", "eve")));

    private final Stack stack;
    private Tenant tenant;
    private BatchClient client;

    BatchesIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void makeAccount() {
        tenant = Tenant.with(stack, "member");
        BatchSources.ensure(tenant.admin(), tenant.accountId);
        client = tenant.batches();
        await("data-service knows " + tenant.accountId)
                .atMost(Tenant.LIMIT)
                .until(() -> entities("").status() == 200);
    }

    @Test
    void importsGoodRecordsAndLogsTheBadOne() {
        var uuid = UUID.randomUUID();
        var allocated = client.allocate(uuid, FILE).expect(201).json();
        client.upload(client.allocate(uuid, FILE).expect(200), FILE).expect(200);

        var batch = client.awaitEnd(uuid, Tenant.LIMIT);

        assertThat(allocated.path("href").asText()).isEqualTo(stack.url() + "/v2/batches/" + uuid);
        assertThat(allocated.at("/location/href").asText()).startsWith(stack.url() + "/v2/uploads/" + uuid + "?");
        assertThat(batch.at("/status/code").asText()).isEqualTo("error");
        assertThat(batch.at("/summaryStats/totalCount").asInt()).isEqualTo(3);
        assertThat(batch.at("/summaryStats/succeededCount").asInt()).isEqualTo(2);
        assertThat(batch.at("/summaryStats/failedCount").asInt()).isEqualTo(1);
        assertThat(client.log(batch)).singleElement().satisfies(line -> {
            assertThat(line.path("ref").asText()).isEqualTo(BAD_REF);
            assertThat(line.path("code").asText()).isEqualTo("400");
            assertThat(line.path("line").asInt()).isEqualTo(2);
            assertThat(line.path("column").asText()).isEqualTo("guestType");
            assertThat(line.path("rule").asText()).isEqualTo("enum");
            assertThat(line.path("message").asText()).contains("\"customr\"");
        });
        assertIsListed(uuid);
        assertIsImported(uuid);
        assertIsAJob(uuid, batch.path("jobId").asText());
    }

    private void assertIsAJob(UUID uuid, String jobId) {
        var job = await("the job of the batch")
                .atMost(Tenant.LIMIT)
                .until(
                        () -> tenant.api.get("/v1/%s/jobs/%s".formatted(tenant.accountId, jobId)),
                        answer -> answer.status() == 200
                                && answer.json().path("status").asText().equals("failed"))
                .json();
        var batches = tenant.api
                .get("/v1/%s/jobs?origin=batch".formatted(tenant.accountId))
                .expect(200)
                .json();

        assertThat(job.path("origin").asText()).isEqualTo("batch");
        assertThat(job.path("batch_ref").asText()).isEqualTo(uuid.toString());
        assertThat(job.has("data_date")).isFalse();
        assertThat(batches.path("jobs").size()).isEqualTo(1);
        assertThat(batches.at("/jobs/0/job_id").asText()).isEqualTo(jobId);
    }

    private void assertIsListed(UUID uuid) {
        var error = client.get("/v2/batches?status=error").expect(200).json();
        var success = client.get("/v2/batches?status=success").expect(200).json();
        var inspected = client.get("/v2/batches/inspect/" + uuid).expect(200).json();

        assertThat(error.path("totalCount").asInt()).isEqualTo(1);
        assertThat(error.at("/items/0/ref").asText()).isEqualTo(uuid.toString());
        assertThat(error.at("/items/0/status").asText()).isEqualTo("error");
        assertThat(error.at("/items/0/href").asText()).isEqualTo(stack.url() + "/v2/batches/inspect/" + uuid);
        assertThat(success.path("totalCount").asInt()).isZero();
        assertThat(inspected.at("/status/code").asText()).isEqualTo("error");
        assertThat(BatchClient.bearer(stack.url(), tenant.token).status(uuid).status())
                .isEqualTo(200);
    }

    private void assertIsImported(UUID uuid) {
        var one = entities("/crm:a%2Fb").expect(200).json();

        assertThat(one.path("key").asText()).isEqualTo("crm:a/b");
        assertThat(one.at("/value/guestType").asText()).isEqualTo("customer");
        assertThat(one.path("batch").asText()).isEqualTo(uuid.toString());
        assertThat(one.path("line").asInt()).isEqualTo(1);
        assertThat(entities("/crm:bob").status()).isEqualTo(404);
        assertThat(StreamSupport.stream(
                                entities("").expect(200).json().path("entities").spliterator(), false)
                        .map(entity -> entity.path("key").asText()))
                .containsExactly("crm:a/b", "crm:eve");
    }

    /// As the page and README.md have them (`StepsPageTest`).
    @Test
    void theStepsOfThePageLeadToTheLogAndTheEntity(@TempDir Path folder) throws IOException, InterruptedException {
        var page = Files.readString(Checkout.root().resolve("docs/tenants.md"));

        var printed = new PageSteps(folder)
                .run(
                        PageSteps.block(page, "steps") + PageSteps.block(page, "outcome"),
                        Map.of(
                                "SLUICE_URL", stack.url().toString(),
                                "SLUICE_ACCOUNT", tenant.accountId,
                                "SLUICE_CLIENT_KEY", tenant.clientKey,
                                "SLUICE_ACCOUNT_TOKEN", tenant.token));

        assertThat(printed)
                .contains("\"status\":{\"code\":\"error\"", logLine(page), "\"key\":\"crm:7\"")
                .doesNotContain("\"key\":\"crm:8\"");
    }

    /// What came over SFTP counts at this door, too.
    @Test
    void refusesABatchWhenTheDayIsUsedUpOverSftp() {
        new Api(stack.url(), stack.adminToken())
                .patch("/v1/accounts/" + tenant.accountId, Map.of("daily_upload_limit_bytes", 1_000))
                .expect(200);
        var uuid = client.put(FILE);
        client.awaitEnd(uuid, Tenant.LIMIT);
        tenant.upload("member", "20200125_member.csv", "id,name,birthdate,address,phone\n" + "1,a,,,\n".repeat(110));

        var refused = await("batch-service knows the day's traffic")
                .atMost(Tenant.LIMIT)
                .until(() -> client.allocate(UUID.randomUUID(), FILE), answer -> answer.status() == 429);

        assertThat(refused.json().path("message").asText()).startsWith("Daily upload limit exceeded: ");
        assertThat(refused.json().path("code").asInt()).isEqualTo(429);
        assertThat(client.status(uuid).status()).isEqualTo(200);
    }

    /// What came as batches counts over SFTP, too.
    @Test
    void letsAnAccountOnlyReadOverSftpWhenBatchesUsedUpItsDay() {
        var uuid = client.put(FILE);
        client.awaitEnd(uuid, Tenant.LIMIT);
        tenant.admin()
                .patch("/v1/accounts/" + tenant.accountId, Map.of("daily_upload_limit_bytes", FILE.length / 2))
                .expect(200);

        await("uploads over SFTP are refused")
                .atMost(Tenant.LIMIT)
                .untilAsserted(() -> assertThatThrownBy(() ->
                                tenant.upload("member", "20200125_member.csv", "id,name,birthdate,address,phone\n"))
                        .isInstanceOf(IllegalStateException.class));
        assertThat(client.allocate(UUID.randomUUID(), FILE).status()).isEqualTo(429);
    }

    /// Asks again after 503.
    private Api.Answer entities(String below) {
        var path = "/v1/%s/sources/%s/entities%s".formatted(tenant.accountId, BatchSources.GUESTS, below);
        return await("an answer of data-service")
                .atMost(Tenant.LIMIT)
                .until(() -> tenant.api.get(path), answer -> answer.status() != 503);
    }

    /// The line of the log that the page shows.
    private static String logLine(String page) {
        return page.lines()
                .filter(line -> line.startsWith("{\"ref\"") && line.contains("\"code\":\"400\""))
                .findFirst()
                .orElseThrow();
    }

    private static String record(String ref, String mode, String guestType, String id) {
        return """
                {"ref":"%s","schema":"guest","mode":"%s","value":{"guestType":"%s","identifiers":[{"provider":"crm","id":"%s"}]}}""".formatted(ref, mode, guestType, id);
    }
}
