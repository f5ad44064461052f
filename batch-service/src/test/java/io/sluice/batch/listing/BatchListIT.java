package io.sluice.batch.listing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists, `inspect` and logs over HTTP.
@QuarkusTest
class BatchListIT {
    @Inject
    Pool pool;

    private Client client;

    @BeforeEach
    void begin() {
        client = Client.ofFreshAccount();
    }

    @Test
    void listsNewestFirstUnderBothAddresses() {
        var stored = client.allocated(Client.file(10));
        Client.upload(stored);
        var waiting = client.allocated(Client.file(10));

        var list = client.request().get("/v2/batches").jsonPath();
        var inspected = client.request().get("/v2/batches/inspect").jsonPath();

        assertThat(list.getMap("$")).containsOnlyKeys("totalCount", "offset", "limit", "items");
        assertThat(list.getInt("totalCount")).isEqualTo(2);
        assertThat(list.getInt("offset")).isZero();
        assertThat(list.getInt("limit")).isEqualTo(100);
        assertThat(list.getList("items.ref")).isEqualTo(List.of(waiting.uuid(), stored.uuid()));
        assertThat(list.getList("items.status")).isEqualTo(List.of("uploading", "fileprocessing"));
        assertThat(inspected.getList("items.status")).isEqualTo(List.of("uploading", "file_uploaded"));
        assertThat(list.getMap("items[0]")).containsOnlyKeys("href", "ref", "status", "createdAt", "modifiedAt");
        assertThat(list.getMap("items[0]"))
                .contains(entry("href", "http://batches.example.com/v2/batches/inspect/" + waiting.uuid()));
    }

    @Test
    void inspectsOneBatch() {
        var batch = client.allocated(Client.file(10));
        Client.upload(batch);

        var inspected =
                client.request().get("/v2/batches/inspect/" + batch.uuid()).jsonPath();

        assertThat(inspected.getString("status.code")).isEqualTo("file_uploaded");
        assertThat(inspected.getString("href"))
                .isEqualTo("http://batches.example.com/v2/batches/inspect/" + batch.uuid());
        assertThat(Client.ofFreshAccount()
                        .request()
                        .get("/v2/batches/inspect/" + batch.uuid())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void filtersAndPages() {
        var first = client.allocated(Client.file(10));
        Client.upload(first);
        var second = client.allocated(Client.file(10));
        var third = client.allocated(Client.file(10));

        assertThat(refs("?status=uploading")).isEqualTo(List.of(third.uuid(), second.uuid()));
        assertThat(refs("?status=success,file_uploaded")).isEqualTo(List.of(first.uuid()));
        assertThat(refs("?status=fileprocessing,%20uploading&limit=1&offset=1")).isEqualTo(List.of(second.uuid()));
        assertThat(refs("?offset=3")).isEmpty();
        assertThat(client.request().get("/v2/batches?offset=3").jsonPath().getInt("totalCount"))
                .isEqualTo(3);
        assertThat(refs("?createdBefore=2016-02-06")).isEmpty();
        assertThat(refs("?createdAfter=2016-02-06T13:41:54.251Z")).hasSize(3);
        assertThat(refs("?createdAfter=2016-02-06T13:41:54.251+0000")).hasSize(3);
        assertThat(refs("?offset=1000000000")).isEmpty();
        assertThat(refs("?offset=2147483647")).isEmpty();
    }

    /// The line of the published API as it is printed.
    @Test
    void takesEmptyParametersAsAbsentOnes() {
        var batch = client.allocated(Client.file(10));

        for (var path : List.of("/v2/batches", "/v2/batches/inspect")) {
            var list = client.request()
                    .get(path + "?status=&createdBefore=&createdAfter=&offset=&limit=")
                    .jsonPath();

            assertThat(list.getList("items.ref")).isEqualTo(List.of(batch.uuid()));
            assertThat(list.getInt("offset")).isZero();
            assertThat(list.getInt("limit")).isEqualTo(100);
        }
    }

    @Test
    void listsThirtyDays() {
        var old = client.allocated(Client.file(10));
        pool.preparedQuery("update batch set created_at = created_at - interval '30 days' where ref = $1")
                .execute(Tuple.of(old.uuid()))
                .await()
                .atMost(Client.TIMEOUT);

        assertThat(refs("?createdAfter=2016-02-06")).isEmpty();
        assertThat(client.status(old.uuid()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=done | status has "done", expected some of corrupted, error, file_uploaded, fileprocessing, processing, success, uploading with commas between.
                    limit=0 | limit is "0", expected a number from 1 to 1000.
                    limit=1001 | limit is "1001", expected a number from 1 to 1000.
                    offset=-1 | offset is "-1", expected a number from 0 to 2147483647.
                    offset=2147483648 | offset is "2147483648", expected a number from 0 to 2147483647.
                    limit=%2B5 | limit is "+5", expected a number from 1 to 1000.
                    createdAfter=yesterday | createdAfter is "yesterday", expected a date or a date-time with its zone, e.g. 2016-02-06T13:41:54.251Z.
                    createdAfter=2016-02-06T13:41:54 | createdAfter is "2016-02-06T13:41:54", which has no zone: add Z for UTC or an offset such as +01:00, e.g. 2016-02-06T13:41:54.251Z.
                    createdBefore=%2B999999999-01-01T00:00:00Z | createdBefore is "+999999999-01-01T00:00:00Z", expected a date or a date-time with its zone, e.g. 2016-02-06T13:41:54.251Z.
                    createdAfter=0000-12-31 | createdAfter is "0000-12-31", expected a date or a date-time with its zone, e.g. 2016-02-06T13:41:54.251Z.
                    createdBefore=2016-02-30 | createdBefore is "2016-02-30", expected a date or a date-time with its zone, e.g. 2016-02-06T13:41:54.251Z.
                    state=success | There is no query parameter "state" here, expected createdAfter, createdBefore, limit, offset, status.
                    """)
    void refusesWrongParameter(String query, String message) {
        var answer = client.request().get("/v2/batches/inspect?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("message")).isEqualTo(message);
    }

    /// Clients poll until they see a log or `success`.
    @Test
    void givesCorruptedBatchItsLog() throws IOException {
        var batch = client.allocated(Client.file(10));
        given().urlEncodingEnabled(false).body(Client.file(10)).put(batch.location());
        var address = Client.path(client.status(batch.uuid()).jsonPath().getString("status.log"));

        var log = given().urlEncodingEnabled(false)
                .header("Accept-Encoding", "gzip")
                .get(address);

        assertThat(log.statusCode()).as(log.asString()).isEqualTo(200);
        assertThat(log.contentType()).isEqualTo("application/gzip");
        assertThat(log.header("Content-Encoding")).isNull();
        assertThat(log.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"%s.log.gz\"".formatted(batch.uuid()));
        try (var lines = new GZIPInputStream(new ByteArrayInputStream(log.asByteArray()))) {
            assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "{\"ref\":\"null\",\"code\":\"400\",\"message\":\"The uploaded bytes do not have the declared MD5 checksum %s; allocate a new batch with the checksum of the file\",\"error\":\"checksum-mismatch\"}\n"
                                    .formatted(Client.md5(batch.file())));
        }
        for (var altered : List.of(
                address.replace("&sig=", "&sig=x"),
                Client.withOtherCharacter(address, 43),
                Client.withOtherCharacter(address, 1))) {
            assertThat(given().urlEncodingEnabled(false).get(altered).statusCode())
                    .as(altered)
                    .isEqualTo(401);
        }
        assertThat(given().urlEncodingEnabled(false)
                        .get(batch.location().replace("uploads", "logs"))
                        .statusCode())
                .isEqualTo(401);
    }

    private List<String> refs(String query) {
        return client.request().get("/v2/batches" + query).jsonPath().getList("items.ref");
    }
}
