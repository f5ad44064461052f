package io.sluice.batch.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.Client.Allocated;
import io.sluice.batch.parts.Midday;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.contracts.event.Topics;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.http.RawConnection;
import io.sluice.web.address.AddressSigner;
import io.sluice.web.address.SigningKey;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// `PUT` of the file to its signed address (spec 2, tables 2 and 3).
@QuarkusTest
class UploadIT {
    @Inject
    S3Client objects;

    @Inject
    Pool pool;

    @ConfigProperty(name = "sluice.batch.previous-signing-key")
    String previousKey;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    @Test
    void storesFileAndAnnouncesIt() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(200_000));

        var answer = Client.upload(batch);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString()).isEmpty();
        assertThat(stored(client, batch)).isEqualTo(batch.file());
        assertThat(client.code(batch.uuid())).isEqualTo("fileprocessing");
        var event = received(client).getFirst();
        assertThat(event)
                .isEqualTo(new BatchReceived(
                        new BatchRef(batch.uuid()),
                        client.account(),
                        200_000,
                        new Md5(Client.md5(batch.file())),
                        key(client.account(), batch),
                        event.receivedAt()));
        await().atMost(Client.TIMEOUT)
                .untilAsserted(() -> assertThat(
                                Client.BROKER.events(Topics.BATCH_TRAFFIC_MEASURED, BatchTrafficMeasured.class))
                        .anySatisfy(measured -> {
                            assertThat(measured.accountId()).isEqualTo(client.account());
                            assertThat(measured.takenBytes()).isEqualTo(200_000);
                            assertThat(measured.resetsAt()).isAfter(Instant.now());
                        }));
    }

    @Test
    void refusesSecondUpload() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        Client.upload(batch);

        var second = Client.upload(batch);

        assertProblem(
                second,
                409,
                "Batch %1$s does not wait for its file any more: a file was sent before. GET /v2/batches/%1$s says what became of it."
                        .formatted(batch.uuid()));
        var repeated = client.allocate(batch.uuid(), batch.file());
        assertThat(repeated.statusCode()).isEqualTo(200);
        assertThat(repeated.jsonPath().getString("status.code")).isEqualTo("fileprocessing");
        assertThat(received(client)).hasSize(1);
    }

    /// A token that has expired must not refuse what needs none.
    @Test
    void ignoresOtherCredentials() {
        var batch = Client.ofFreshAccount().allocated(Client.file(10));

        var answer = given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer no-token")
                .noContentType()
                .body(batch.file())
                .put(batch.location());

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    @Test
    void refusesOtherAddressThanTheSignedOne() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        var other = client.allocated(batch.file());
        var detail = "The address is not signed by this service. Use location.href of the allocation as it is.";

        for (var altered : List.of(
                batch.location().replaceFirst("exp=1", "exp=2"),
                batch.location().replaceFirst("kid=.", "kid=x"),
                Client.withOtherCharacter(batch.location(), 43),
                Client.withOtherCharacter(batch.location(), 20),
                // The last one of 43 stands for four bits that count and two that do not.
                Client.withOtherCharacter(batch.location(), 1),
                batch.location().replaceFirst("sig=.*", "sig="),
                batch.location().replaceFirst("&sig=.*", ""),
                batch.location().replace(batch.uuid(), other.uuid()),
                batch.location().replace(batch.uuid(), UUID.randomUUID().toString()),
                batch.location().replace(batch.uuid(), "no-uuid"))) {
            assertProblem(Client.upload(altered, batch.file()), 401, detail);
        }
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
    }

    @Test
    void refusesExpiredAddressUntilTheBatchIsAllocatedAgain() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        Client.letAddressExpire(pool, batch.uuid());
        var expired = client.status(batch.uuid()).jsonPath().getString("location.href");

        var refused = Client.upload(Client.path(expired), batch.file());

        assertProblem(
                refused,
                401,
                "The address has expired. Allocate the batch again with the same body, which gives a fresh one.");
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
        var fresh = client.allocate(batch.uuid(), batch.file()).jsonPath().getString("location.href");
        assertThat(Client.upload(Client.path(fresh), batch.file()).statusCode()).isEqualTo(200);
    }

    /// The key was rotated while addresses of the previous one were in use.
    @Test
    void takesAddressesOfThePreviousKeyAndOfNoOther() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));

        assertProblem(
                Client.upload(signedWith("a-key-that-this-service-does-not-have", batch), batch.file()),
                401,
                "The address is not signed by this service. Use location.href of the allocation as it is.");
        assertThat(Client.upload(signedWith(previousKey, batch), batch.file()).statusCode())
                .isEqualTo(200);
    }

    private static String signedWith(String key, Allocated batch) {
        var signer = new AddressSigner(new SigningKey("key", key), Optional.empty(), Clock.systemUTC());
        var facts = List.of("uploads", batch.uuid(), Client.md5(batch.file()), Integer.toString(batch.file().length));
        return "/v2/uploads/%s?%s"
                .formatted(batch.uuid(), signer.sign(facts, Instant.now().plusSeconds(60)));
    }

    @Test
    void letsClientTryAgainAfterWrongContentMd5() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        var md5 = Client.md5(batch.file());

        var refused = given().urlEncodingEnabled(false)
                .header("Content-Md5", md5)
                .body(batch.file())
                .put(batch.location());

        assertProblem(
                refused,
                400,
                "Content-Md5 is the checksum in hex, expected the base64 of its 16 bytes. The batch was allocated with %s, so Content-Md5 must be %s."
                        .formatted(md5, Client.base64Md5(batch.file())));
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
        assertThat(Client.upload(batch).statusCode()).isEqualTo(200);
    }

    @Test
    void namesTheMistakeInContentMd5() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        var hex = Client.md5(batch.file());
        var rest = " The batch was allocated with %s, so Content-Md5 must be %s."
                .formatted(hex, Client.base64Md5(batch.file()));

        assertProblem(
                sendWithContentMd5(batch, Base64.getEncoder().encodeToString(hex.getBytes(StandardCharsets.UTF_8))),
                400,
                "Content-Md5 is the base64 of the 32 hex digits, expected the base64 of the 16 bytes that they stand for."
                        + rest);
        assertProblem(
                sendWithContentMd5(batch, hex.toUpperCase(Locale.ROOT)),
                400,
                "Content-Md5 is the checksum in hex, expected the base64 of its 16 bytes." + rest);
        assertProblem(
                sendWithContentMd5(batch, Client.base64Md5(batch.file()).replace("=", "")),
                400,
                "Content-Md5 lacks its padding, expected == at its end." + rest);
        assertProblem(
                sendWithContentMd5(batch, "QNmhLwo8k8jtZqO283NXkA=="),
                400,
                "Content-Md5 is that of another file: 40d9a12f0a3c93c8ed66a3b6f3735790." + rest);
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
        assertThat(Client.upload(batch).statusCode()).isEqualTo(200);
    }

    private static Response sendWithContentMd5(Allocated batch, String contentMd5) {
        return given().urlEncodingEnabled(false)
                .header("Content-Md5", contentMd5)
                .body(batch.file())
                .put(batch.location());
    }

    /// The largest file, and a byte less or more.
    @Test
    void takesFiftyMebibytes() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(50 << 20));
        var detail =
                "The body has %d bytes, but the batch was allocated with the size 52428800. Send all bytes of the file and nothing else.";

        assertThat(detailForLength(batch, 52_428_799)).isEqualTo(detail.formatted(52_428_799));
        assertThat(detailForLength(batch, 52_428_801)).isEqualTo(detail.formatted(52_428_801));
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
        assertThat(Client.uploadLarge(batch)).isEqualTo(200);
        assertThat(objects.headObject(request -> request.bucket(bucket).key(key(client.account(), batch)))
                        .contentLength())
                .isEqualTo(50 << 20);
        var byteLess = client.allocated(Arrays.copyOf(batch.file(), (50 << 20) - 1));
        assertThat(Client.uploadLarge(byteLess)).isEqualTo(200);
    }

    /// The answer to a declared length, before a byte of the body is sent.
    private static String detailForLength(Allocated batch, int length) {
        try (var connection = RawConnection.to(RestAssured.port, Client.TIMEOUT)) {
            connection.write("PUT %s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
                    .formatted(batch.location(), length));
            return new JsonPath(connection.answer().orElseThrow().text()).getString("detail");
        }
    }

    @Test
    void letsClientTryAgainAfterWrongLength() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(1_000));

        var refused = given().urlEncodingEnabled(false).body(Client.file(999)).put(batch.location());
        var form = given().urlEncodingEnabled(false)
                .multiPart("file", "batch.gz", batch.file())
                .put(batch.location());

        assertProblem(
                refused,
                400,
                "The body has 999 bytes, but the batch was allocated with the size 1000. Send all bytes of the file and nothing else.");
        assertThat(form.statusCode()).isEqualTo(400);
        assertThat(form.jsonPath().getString("detail"))
                .endsWith(
                        "but the batch was allocated with the size 1000. It is a multipart form, expected the bytes of the file alone (curl -T file, not -F).");
        assertThat(client.code(batch.uuid())).isEqualTo("uploading");
        assertThat(Client.upload(batch).statusCode()).isEqualTo(200);
    }

    @Test
    void endsBatchWhoseBytesAreOthers() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(300_000));

        var refused = given().urlEncodingEnabled(false)
                .header("Content-Md5", Client.base64Md5(batch.file()))
                .body(Client.file(300_000))
                .put(batch.location());

        assertProblem(
                refused,
                400,
                "The bytes that arrived do not have the checksum %s of the allocation. Nothing is stored, and the batch is corrupted for good: allocate a new one with the checksum of the file."
                        .formatted(Client.md5(batch.file())));
        assertThat(client.code(batch.uuid())).isEqualTo("corrupted");
        assertThat(isStored(client, batch)).isFalse();
        assertThat(Client.upload(batch).statusCode()).isEqualTo(409);
        assertThat(client.allocate(batch.uuid(), batch.file()).jsonPath().getString("status.code"))
                .isEqualTo("corrupted");
    }

    @Test
    void refusesUploadThatDoesNotFitIntoTheDayAnyMore() {
        var midday = Midday.now();
        var client = Client.of(TestAccount.fresh().limits(1_000, 1_500).zone(midday.zone()));
        var first = client.allocated(Client.file(1_000));
        var second = client.allocated(Client.file(1_000));
        assertThat(Client.upload(first).statusCode()).isEqualTo(200);

        var before = Instant.now();
        var refused = Client.upload(second);

        assertProblem(
                refused,
                429,
                "Daily upload limit exceeded: 2,000 of 1,500 bytes used, 500 too many; upload the file again tomorrow, or ask the platform team for a higher limit.");
        midday.assertAsksToWaitForTheNextDay(refused, before);
        assertThat(client.code(second.uuid())).isEqualTo("uploading");
    }

    @Test
    void refusesFileOfSuspendedAccount() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));

        Client.BROKER.send(
                TestAccount.after(client.facts()).state(AccountState.SUSPENDED).facts());
        await().atMost(Client.TIMEOUT).until(() -> client.status(batch.uuid()).statusCode() == 403);

        assertProblem(Client.upload(batch), 403, "Account %s is suspended.".formatted(client.account()));
    }

    /// The client did not get the answer, and sends the file again.
    @Test
    void answersRepeatAfterCrash() {
        var client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        put(client, batch);

        var answer = Client.upload(batch);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(client.code(batch.uuid())).isEqualTo("fileprocessing");
    }

    private List<BatchReceived> received(Client client) {
        return await().atMost(Client.TIMEOUT)
                .until(
                        () -> Client.BROKER.events(Topics.BATCH_RECEIVED, BatchReceived.class).stream()
                                .filter(event -> event.accountId().equals(client.account()))
                                .toList(),
                        events -> !events.isEmpty());
    }

    private byte[] stored(Client client, Allocated batch) {
        return objects.getObjectAsBytes(request -> request.bucket(bucket).key(key(client.account(), batch)))
                .asByteArray();
    }

    private boolean isStored(Client client, Allocated batch) {
        try {
            objects.headObject(request -> request.bucket(bucket).key(key(client.account(), batch)));
            return true;
        } catch (NoSuchKeyException absent) {
            return false;
        }
    }

    private void put(Client client, Allocated batch) {
        objects.putObject(
                request -> request.bucket(bucket).key(key(client.account(), batch)),
                RequestBody.fromBytes(batch.file()));
    }

    private static String key(AccountId account, Allocated batch) {
        return "batches/%s/%s.gz".formatted(account, batch.uuid());
    }

    private static void assertProblem(Response answer, int status, String detail) {
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("message")).isEqualTo(detail);
    }
}
