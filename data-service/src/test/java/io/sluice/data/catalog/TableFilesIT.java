package io.sluice.data.catalog;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The files of a table, read with the S3 client of AWS and the credentials that the catalogue gave.
@QuarkusTest
class TableFilesIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    private AccountFacts facts;
    private AccountId account;
    private Lake lake;
    private String location;
    private byte[] content;

    @BeforeEach
    void makeDay() {
        facts = Api.knownAccount();
        account = facts.accountId();
        lake = new Lake(objects, database, files, account);
        var swap = lake.swap(lake.job("20200125"), 1_000, "first");
        lake.swapped(swap);
        var key = swap.file().orElseThrow().key();
        location = files.location(key);
        content = lake.object(key);
    }

    @Test
    void givesFilesAndPartsOfThem() {
        try (var client = TestFileIo.client(credentials())) {
            var whole = TestFileIo.read(client, location);
            var part = client.getObjectAsBytes(
                    request -> request.bucket(bucket()).key(files.key(location)).range("bytes=4-7"));
            var tail = client.getObjectAsBytes(
                    request -> request.bucket(bucket()).key(files.key(location)).range("bytes=-4"));
            var head = client.headObject(request -> request.bucket(bucket()).key(files.key(location)));

            assertThat(whole).isEqualTo(content);
            assertThat(part.asByteArray()).containsExactly(content[4], content[5], content[6], content[7]);
            assertThat(part.response().contentRange()).isEqualTo("bytes 4-7/" + content.length);
            assertThat(tail.asString(StandardCharsets.US_ASCII)).isEqualTo("PAR1");
            assertThat(head.contentLength()).isEqualTo(content.length);
            assertThat(head.eTag()).isEqualTo(part.response().eTag());
            assertThatThrownBy(() -> client.getObjectAsBytes(request -> request.bucket(bucket())
                            .key(files.key(location))
                            .range("bytes=%d-".formatted(content.length))))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            beyond -> assertThat(beyond.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidRange"));
        }
    }

    /// RFC 9110 sections 13.1 and 15.5.17.
    @Test
    void sendsNothingThatTheClientHas() {
        var path = "/iceberg/files/%s/%s".formatted(bucket(), files.key(location));
        var request = new RequestSpecBuilder()
                .addHeader("x-amz-security-token", requireNonNull(credentials().get("s3.session-token")))
                .build();
        var whole = given(request).get(path);
        var tag = whole.header("ETag");

        for (var unchanged : List.of(
                given(request).header("If-None-Match", tag).get(path),
                given(request).header("If-None-Match", tag).head(path))) {
            assertThat(unchanged.statusCode()).isEqualTo(304);
            assertThat(unchanged.header("ETag")).isEqualTo(tag);
            assertThat(unchanged.header("Cache-Control")).isEqualTo(whole.header("Cache-Control"));
            assertThat(unchanged.asByteArray()).isEmpty();
        }
        var other = given(request).header("If-None-Match", "\"other\"");
        assertThat(other.get(path).asByteArray()).isEqualTo(content);
        assertThat(given(request).header("If-Match", "\"other\"").get(path).statusCode())
                .isEqualTo(412);
        var part = given(request).header("Range", "bytes=0-3");
        assertThat(part.header("If-Range", "\"other\"").get(path).asByteArray()).isEqualTo(content);
        var beyond = given(request)
                .header("Range", "bytes=%d-".formatted(content.length))
                .get(path);
        refused(beyond, 416, "InvalidRange");
        refused(given(request).header("Range", "bytes=-0").get(path), 416, "InvalidRange");
        for (var noRange : List.of("bytes=9-3", "bytes=0-1,4-5", "bytes=-")) {
            var answer = given(request).header("Range", noRange).get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.asByteArray()).isEqualTo(content);
        }
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + content.length);
    }

    @Test
    void givesFreshCredentials() {
        var answer = given().auth()
                .oauth2(Tokens.tenantWith(account.value(), "scope", "data"))
                .get("/iceberg/v1/%s/namespaces/%s/tables/order/credentials".formatted(account, account));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("storage-credentials[0].prefix"))
                .isEqualTo(files.location("lake/%s/order/".formatted(account)));
        try (var client = TestFileIo.client(
                answer.jsonPath().getMap("storage-credentials[0].config", String.class, String.class))) {
            assertThat(TestFileIo.read(client, location)).isEqualTo(content);
        }
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(account))
                        .get("/iceberg/v1/%s/namespaces/%s/tables/none/credentials".formatted(account, account))
                        .statusCode())
                .isEqualTo(404);
    }

    /// Also what is in the same bucket, or in the same folder.
    @Test
    void givesNothingButTheFilesOfTheTable() {
        var other = Api.knownAccount().accountId();
        var otherLake = new Lake(objects, database, files, other);
        var otherSwap = otherLake.swap(otherLake.job("20200125"), 3, "other");
        otherLake.swapped(otherSwap);

        try (var client = TestFileIo.client(credentials())) {
            assertThatThrownBy(() -> TestFileIo.read(
                            client,
                            files.location(otherSwap.file().orElseThrow().key())))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDenied"));
            assertThatThrownBy(() ->
                            TestFileIo.read(client, files.location("lake/%s/member/metadata/x".formatted(account))))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(403));
            for (var name : List.of("metadata/none", "secret", "data/x/y", "metadata/.hidden")) {
                assertThatThrownBy(() ->
                                TestFileIo.read(client, files.location("lake/%s/order/%s".formatted(account, name))))
                        .isInstanceOf(NoSuchKeyException.class);
            }
            assertThatThrownBy(() -> client.putObject(
                            request -> request.bucket(bucket()).key(files.key(location)),
                            software.amazon.awssdk.core.sync.RequestBody.fromString("x")))
                    .isInstanceOf(S3Exception.class);
            assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket(bucket())))
                    .isInstanceOf(S3Exception.class);
        }
        assertThat(lake.object(files.key(location))).isEqualTo(content);
    }

    @Test
    void refusesOtherSessionTokens() {
        var path = "/iceberg/files/%s/%s".formatted(bucket(), files.key(location));
        var token = requireNonNull(credentials().get("s3.session-token"));
        var expired = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII)
                .replaceFirst("exp=[0-9]+", "exp=1");

        for (var wrong : List.of("", "none", token.substring(1), encoded(expired), encoded("exp=x&kid=y&sig=z"))) {
            refused(given().header("x-amz-security-token", wrong).get(path), 403, "AccessDenied");
        }
        refused(given().get(path), 403, "AccessDenied");
        refused(given().auth().oauth2(Tokens.tenant(account)).get(path), 403, "AccessDenied");
        assertThat(given().header("x-amz-security-token", token).get(path).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesASuspendedAccount() {
        var path = "/iceberg/files/%s/%s".formatted(bucket(), files.key(location));
        var token = requireNonNull(credentials().get("s3.session-token"));

        BROKER.send(TestAccount.after(facts).state(AccountState.SUSPENDED).facts());

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        given().header("x-amz-security-token", token).get(path).statusCode() == 403);
    }

    private Map<String, String> credentials() {
        return new HashMap<>(given().auth()
                .oauth2(Tokens.tenantWith(account.value(), "scope", "data"))
                .get("/iceberg/v1/%s/namespaces/%s/tables/order".formatted(account, account))
                .jsonPath()
                .getMap("config", String.class, String.class));
    }

    private String bucket() {
        return files.location("").replaceAll("^s3://|/$", "");
    }

    private static String encoded(String token) {
        return Base64.getUrlEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII));
    }

    private static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.asString()).contains("<Code>%s</Code>".formatted(code));
    }
}
