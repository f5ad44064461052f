package io.sluice.data.manifest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.contracts.event.Topics;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.web.address.AddressSigner;
import io.sluice.web.address.SigningKey;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class ManifestIT {
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

    @BeforeEach
    void makeAccount() {
        facts = Api.knownAccount();
        account = facts.accountId();
        lake = new Lake(objects, database, files, account);
    }

    @Test
    void namesTheFileOfADay() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        var snapshot = lake.swapped(swap).snapshotId();
        var file = swap.file().orElseThrow();

        var manifest = day("20200125");

        assertThat(manifest.statusCode()).isEqualTo(200);
        assertThat(manifest.asString())
                .matches(("\\{\"source_type\":\"order\",\"data_date\":\"20200125\",\"job_id\":\"%s\","
                                + "\"schema_version\":1,\"rows\":3,\"snapshot_id\":\"%s\",\"updated_at\":[0-9]{10},\"files\":\\[\\{"
                                + "\"href\":\"http://data.example.com/data-files/%s/order/20200125/%s-0a1b2c3d.parquet\\?size=%d&"
                                + "exp=[0-9]{13}&kid=[0-9a-f]{8}&sig=[A-Za-z0-9_-]{43}\",\"size\":%d,\"sha256\":\"%s\",\"rows\":3}]}")
                        .formatted(
                                swap.job().jobId(),
                                snapshot,
                                account,
                                swap.job().jobId(),
                                file.size(),
                                file.size(),
                                file.sha256()));
        var content = get(href(manifest)).asByteArray();
        assertThat(Lake.sha256(content)).isEqualTo(file.sha256());
        assertThat(Lake.query("select count(*), min(note) from '%s'".formatted(Lake.temporary(content))))
                .containsExactly(List.of("3", "first"));
    }

    @Test
    void answersAnEmptiedDayAndADayThatNeverWas() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(Lake.empty(lake.job("20200125")));

        var emptied = day("20200125");
        assertThat(emptied.statusCode()).isEqualTo(200);
        assertThat(emptied.jsonPath().getInt("rows")).isZero();
        assertThat(emptied.jsonPath().getList("files")).isEmpty();
        refused(
                day("20200126"),
                404,
                "Source order has no data of the day 20200126. The days are listed at /v1/%s/sources/order/data/days."
                        .formatted(account));
        refused(Api.get(account, "sources/order/data"), 400, "date is missing, expected a data date YYYYMMDD.");
        refused(
                Api.get(account, "sources/batch_guest/data?date=20200125"),
                404,
                "Source batch_guest of account %s is of the kind entities: it takes batches and has no days."
                        .formatted(account));
    }

    @Test
    void answersAnOlderVersionForADay() {
        var first = lake.swapped(lake.swap(lake.job("20200125"), 3, "first")).snapshotId();
        var address = href(day("20200125"));
        lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));
        var path = "sources/order/data?date=20200125&snapshot_id=";

        assertThat(get(address).statusCode()).isEqualTo(200);
        var older = Api.get(account, path + first);
        assertThat(older.jsonPath().getInt("rows")).isEqualTo(3);
        assertThat(get(href(older)).statusCode()).isEqualTo(200);
        assertThat(day("20200125").jsonPath().getInt("rows")).isEqualTo(2);
        refused(
                Api.get(account, path + "17"),
                404,
                "Source order has no data of the day 20200125 in the snapshot 17, or it was replaced more than a day ago.");
        refused(
                Api.get(account, path + "9223372036854775808"),
                400,
                "snapshot_id is \"9223372036854775808\", expected the number that a manifest named.");

        new EntityTable(database)
                .rows(
                        "update day_version set replaced_at = now() - interval '25 hours' where accuid = '%s' and replaced_at is not null returning 1"
                                .formatted(account));
        assertThat(Api.get(account, path + first).statusCode()).isEqualTo(404);
    }

    @Test
    void listsDaysNewestFirst() {
        for (var date : List.of("20200125", "20200127", "20200126", "20200128")) {
            lake.swapped(lake.swap(lake.job(date), 1, "first"));
        }
        lake.swapped(Lake.empty(lake.job("20200127")));

        var first = Api.get(account, "sources/order/data/days?to=20200127&limit=2");
        assertThat(first.jsonPath().getList("days.data_date")).containsExactly("20200127", "20200126");
        assertThat(first.jsonPath().getList("days.rows")).containsExactly(0, 1);
        assertThat(first.jsonPath().<String, Object>getMap("days[0]").keySet())
                .containsExactlyInAnyOrder("data_date", "job_id", "schema_version", "rows", "updated_at");
        var second = Api.get(
                account,
                "sources/order/data/days?to=20200127&limit=2&cursor="
                        + first.jsonPath().getString("next"));
        assertThat(second.jsonPath().getList("days.data_date")).containsExactly("20200125");
        assertThat(second.asString()).endsWith(",\"next\":null}");
        assertThat(Api.get(account, "sources/order/data/days?from=20200126&to=20200126")
                        .jsonPath()
                        .getList("days.data_date"))
                .containsExactly("20200126");
    }

    /// A token of another account is told nothing; one with the scope `data` reads data sets alone.
    @Test
    void showsDataToItsOwnAccountAlone() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var other = Api.knownAccount().accountId();
        var path = "/v1/%s/sources/order/data?date=20200125".formatted(account);
        var data = Tokens.tenantWith(account.value(), "scope", "data");

        for (var foreign : List.of(path, "/v1/%s/sources/order/data/days".formatted(account))) {
            refused(
                    given().auth().oauth2(Tokens.tenant(other)).get(foreign),
                    403,
                    "The token is of account %s and does not reach account %s.".formatted(other, account));
        }
        assertThat(given().auth().oauth2(data).get(path).statusCode()).isEqualTo(200);
        assertThat(given().auth()
                        .oauth2(Tokens.tenantWith(account.value(), "scope", "read"))
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().auth()
                        .oauth2(data)
                        .get("/v1/%s/sources/batch_guest/entities".formatted(account))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void sendsPartsOfAFile() {
        lake.swapped(lake.swap(lake.job("20200125"), 1_000, "first"));
        var address = href(day("20200125"));
        var whole = get(address);
        var content = whole.asByteArray();
        var size = content.length;
        var tag = whole.header("ETag");

        assertThat(whole.header("Content-Length")).isEqualTo(Integer.toString(size));
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(whole.header("Content-Type")).isEqualTo("application/vnd.apache.parquet");
        assertThat(whole.header("Content-Disposition")).isEqualTo("attachment; filename=\"order-20200125.parquet\"");
        part(address, "bytes=0-3", "bytes 0-3/" + size, Arrays.copyOf(content, 4));
        part(address, "bytes=-8", "bytes %d-%d/%d".formatted(size - 8, size - 1, size), tail(content, 8));
        part(address, "bytes=4-", "bytes 4-%d/%d".formatted(size - 1, size), tail(content, size - 4));
        part(address, "bytes=4-999999", "bytes 4-%d/%d".formatted(size - 1, size), tail(content, size - 4));
        var beyond = with(address, "Range", "bytes=%d-".formatted(size));
        refused(beyond, 416, "The file has %,d bytes, and Range asks for none of them.".formatted(size));
        assertThat(beyond.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + size);
        for (var several : List.of("bytes=0-1,4-5", "lines=1-2", "bytes=9-3")) {
            assertThat(with(address, "Range", several).statusCode()).isEqualTo(200);
        }
        assertThat(with(address, "Accept", "application/json").statusCode()).isEqualTo(200);
        for (var known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            var unchanged = with(address, "If-None-Match", known);
            assertThat(unchanged.statusCode()).isEqualTo(304);
            assertThat(unchanged.header("ETag")).isEqualTo(tag);
            assertThat(unchanged.header("Cache-Control")).isEqualTo(whole.header("Cache-Control"));
        }
        refused(
                with(address, "If-Match", "\"other\""),
                412,
                "If-Match does not name %s, the tag of what is here. Get it without If-Match.".formatted(tag));
        assertThat(with(address, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(request()
                        .header("Range", "bytes=0-3")
                        .header("If-Range", "\"other\"")
                        .get(address)
                        .statusCode())
                .isEqualTo(200);
        assertThat(request()
                        .header("Range", "bytes=0-3")
                        .header("If-Range", tag)
                        .get(address)
                        .statusCode())
                .isEqualTo(206);
        var head = request().head(address);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(size));
        assertThat(head.header("ETag")).isEqualTo(tag);
    }

    @Test
    void refusesAddressesThatItDidNotSign() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(lake.swap(lake.job("20200126"), 3, "other"));
        var address = href(day("20200125"));
        var other = href(day("20200126"));
        var forged = "The address is not signed by this service. Use href of the manifest as it is.";

        refused(get(address.substring(0, address.length() - 1)), 401, forged);
        refused(get(address.replace("size=", "size=1")), 401, forged);
        refused(get(other.replaceFirst("\\?.*", address.replaceFirst("[^?]*", ""))), 401, forged);
        refused(get(address.replaceFirst("\\?.*", "")), 401, forged);
        refused(get(address.replace("0a1b2c3d", "..%2F..%2Fx")), 401, forged);
        assertThat(given().auth().oauth2("expired").get(address).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnAddressThatHasExpired() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        lake.swapped(swap);
        var past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-61));
        var links = new FileLinks(
                "",
                new AddressSigner(
                        new SigningKey("key", "a-signing-key-for-tests-which-is-long-enough"), Optional.empty(), past),
                past);

        refused(
                get(links.href(swap.job(), swap.file().orElseThrow())),
                401,
                "The address has expired. The manifest at /v1/%s/sources/order/data?date=20200125 has a fresh one."
                        .formatted(account));
    }

    @Test
    void refusesAnAddressWhoseAccountIsSuspended() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var address = href(day("20200125"));

        BROKER.send(TestAccount.after(facts).state(AccountState.SUSPENDED).facts());

        await().atMost(Duration.ofSeconds(20)).until(() -> get(address).statusCode() == 403);
    }

    @Test
    void saysThatAFileIsGone() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        lake.swapped(swap);
        var address = href(day("20200125"));
        lake.remove(swap.file().orElseThrow().key());

        refused(
                get(address),
                404,
                "The file is not kept any more: it was replaced more than a day ago. The manifest at /v1/%s/sources/order/data?date=20200125 has the current one."
                        .formatted(account));
        assertThat(request().head(address).statusCode()).isEqualTo(404);
    }

    @Test
    void announcesEachChange() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        var answer = lake.swapped(swap);
        lake.swapped(swap);
        var empty = lake.job("20200125");
        var emptied = lake.swapped(Lake.empty(empty));

        await().atMost(Duration.ofSeconds(20)).until(() -> announced().size() >= 2);
        assertThat(announced())
                .extracting(
                        event -> event.job().jobId(),
                        DataSetReplaced::rows,
                        DataSetReplaced::bytes,
                        DataSetReplaced::snapshotId)
                .containsExactly(
                        tuple(swap.job().jobId(), 3L, swap.file().orElseThrow().size(), answer.snapshotId()),
                        tuple(empty.jobId(), 0L, 0L, emptied.snapshotId()));
    }

    private List<DataSetReplaced> announced() {
        return BROKER.events(Topics.DATA_SET_REPLACED, DataSetReplaced.class).stream()
                .filter(event -> event.job().accountId().equals(account))
                .toList();
    }

    private Response day(String date) {
        return Api.get(account, "sources/order/data?date=" + date);
    }

    /// The path and query of the first file's address.
    private static String href(Response manifest) {
        return manifest.jsonPath().getString("files[0].href").replaceFirst("http://[^/]+", "");
    }

    private static RequestSpecification request() {
        return RestAssured.given().urlEncodingEnabled(false);
    }

    private static Response get(String address) {
        return request().get(address);
    }

    private static Response with(String address, String header, String value) {
        return request().headers(Map.of(header, value)).get(address);
    }

    private static void part(String address, String range, String contentRange, byte[] expected) {
        var answer = with(address, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.header("Content-Range")).isEqualTo(contentRange);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(expected.length));
        assertThat(answer.asByteArray()).isEqualTo(expected);
    }

    private static byte[] tail(byte[] content, int length) {
        return Arrays.copyOfRange(content, content.length - length, content.length);
    }

    private static void refused(Response answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }
}
