package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
            record("ace73c06-b361-11ed-afa1-0242ac120002", "insert", "customer", "a/b@example.com"),
            record(BAD_REF, "insert", "customr", "bob@example.com"),
            record("ace73c06-b361-11ed-afa1-0242ac120004", "upsert", "visitor", "eve@example.com")));

    private final Stack stack;
    private Tenant tenant;
    private BatchClient client;

    BatchesIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void makeAccount() {
        tenant = Tenant.with(stack, "member").addSource(Samples.source(Samples.BATCH_SOURCE));
        client = tenant.batches();
        await("batch-service knows " + tenant.accountId)
                .atMost(Tenant.LIMIT)
                .until(() -> client.status(UUID.randomUUID()).status() == 404);
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
    }

    private void assertIsListed(UUID uuid) {
        var error = client.get("/v2/batches?status=error").expect(200).json();
        var success = client.get("/v2/batches?status=success").expect(200).json();
        var inspected =
                client.get("/v2/batches/inspect/" + uuid).expect(200).json();

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
        var one = entities("/a%2Fb@example.com").expect(200).json();

        assertThat(one.path("key").asText()).isEqualTo("a/b@example.com");
        assertThat(one.at("/value/guestType").asText()).isEqualTo("customer");
        assertThat(one.path("batch").asText()).isEqualTo(uuid.toString());
        assertThat(one.path("line").asInt()).isEqualTo(1);
        assertThat(entities("/bob@example.com").status()).isEqualTo(404);
        assertThat(StreamSupport.stream(
                                entities("").expect(200).json().path("entities").spliterator(), false)
                        .map(entity -> entity.path("key").asText()))
                .containsExactly("a/b@example.com", "eve@example.com");
    }

    /// As the page and README.md have them (`StepsPageTest`).
    @Test
    void theStepsOfThePageLeadToTheLogAndTheEntity(@TempDir Path folder) throws IOException, InterruptedException {
        var page = Files.readString(Checkout.root().resolve("docs/tenants.md"));
        var output = folder.resolve("printed");
        // A service that is unavailable for a moment answers 503.
        Files.writeString(folder.resolve(".curlrc"), "retry = 10\n");
        var script = new ProcessBuilder("bash", "-eu", "-c", block(page, "steps") + block(page, "outcome"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        script.environment()
                .putAll(Map.of(
                        "CURL_HOME", folder.toString(),
                        "SLUICE_URL", stack.url().toString(),
                        "SLUICE_ACCOUNT", tenant.accountId,
                        "SLUICE_CLIENT_KEY", tenant.clientKey,
                        "SLUICE_ACCOUNT_TOKEN", tenant.token));

        var process = script.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var printed = Files.readString(output);

        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed)
                .contains("\"status\":{\"code\":\"error\"", logLine(page), "\"key\":\"ann@example.com\"")
                .doesNotContain("\"key\":\"bob@example.com\"");
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

    /// Asks again after 503.
    private Api.Answer entities(String below) {
        var path = "/v1/%s/sources/%s/entities%s".formatted(tenant.accountId, Samples.BATCH_SOURCE, below);
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

    private static String block(String page, String name) {
        var block = Pattern.compile("<!-- " + name + " -->\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String record(String ref, String mode, String guestType, String email) {
        return "{\"ref\":\"%s\",\"schema\":\"guest\",\"mode\":\"%s\",\"value\":{\"guestType\":\"%s\",\"email\":\"%s\"}}"
                .formatted(ref, mode, guestType, email);
    }
}
