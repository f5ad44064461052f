package io.sluice.data.snapshot;

import static io.restassured.RestAssured.given;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.catalog.TestFileIo;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.Lake;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.iceberg.BaseTable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// From a batch to a file that DuckDB reads.
@QuarkusTest
class SnapshotIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SHA_256_OF_ANNA = "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01";

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    RemoveReplacedSnapshots replacedSnapshots;

    private AccountFacts facts;
    private AccountId account;
    private TestBatch batches;
    private Lake lake;
    private EntityTable rows;

    @BeforeEach
    void makeAccount() {
        facts = Api.knownAccount();
        account = facts.accountId();
        batches = new TestBatch(objects, account);
        lake = new Lake(objects, database, files, account);
        rows = new EntityTable(database);
    }

    @Test
    void holdsTheEntitiesOfASource() {
        var ref = imported(
                line(
                        "guest",
                        "insert",
                        "{\"id\":\"b\",\"name\":\"B\",\"email\":\"anna@example.com\",\"points\":12345678901234567.10,"
                                + "\"address\":{\"city\":\"Ōsaka\"},\"tags\":[\"x\",\"y\"],\"ext\":{\"k\":[1.50]}}"),
                line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"),
                line("event", "insert", "{\"text\":\"other source\"}"));

        var manifest = requested();

        assertThat(manifest.<String>get("source_type")).isEqualTo("batch_guest");
        assertThat(manifest.<String>get("batch_ref")).isEqualTo(ref.value());
        assertThat(manifest.getInt("rows")).isEqualTo(2);
        assertThat(manifest.getInt("schema_version")).isEqualTo(2);
        assertThat(manifest.getMap("$").keySet())
                .containsExactly(
                        "source_type",
                        "batch_ref",
                        "schema_version",
                        "rows",
                        "snapshot_id",
                        "taken_at",
                        "updated_at",
                        "files");
        var answer = download(manifest);
        assertThat(Lake.sha256(answer.asByteArray())).isEqualTo(manifest.getString("files[0].sha256"));
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"batch_guest-snapshot.parquet\"");
        assertThat(query(
                        "select entity_key, id, name, email, points, address::varchar, tags::varchar, ext, entity_batch, entity_line, entity_updated_at is not null"
                                + " from '%s' order by id",
                        answer.asByteArray()))
                .containsExactly(
                        List.of("a", "a", "A", "null", "null", "null", "null", "null", ref.value(), "2", "true"),
                        List.of(
                                "b",
                                "b",
                                "B",
                                SHA_256_OF_ANNA,
                                "12345678901234567.100000000000000000",
                                "{'city': Ōsaka, 'street': NULL}",
                                "[x, y]",
                                "{\"k\": [1.50]}",
                                ref.value(),
                                "1",
                                "true"));
        assertThat(query(
                        "select count(*) from '%s'",
                        lake.object("data/%s/batch_guest/data.parquet".formatted(account))))
                .containsExactly(List.of("2"));
    }

    @Test
    void keepsTheSnapshotBeforeForADay() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        var first = requested();
        imported(line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));

        var second = requested();

        var path = "sources/batch_guest/data?snapshot_id=";
        assertThat(second.getInt("rows")).isEqualTo(2);
        assertThat(Api.get(account, path + first.getString("snapshot_id"))
                        .jsonPath()
                        .getInt("rows"))
                .isEqualTo(1);
        assertThat(download(first).statusCode()).isEqualTo(200);
        refused(
                Api.get(account, path + "17"),
                404,
                "Source batch_guest has no snapshot 17, or it was replaced more than a day ago.");
    }

    /// The copy at the plain path is replaced at once, the file of the previous snapshot goes a day later.
    @Test
    void losesADeletedEntity() {
        imported(
                line("guest", "insert", "{\"id\":\"a\",\"name\":\"Xanthippe\"}"),
                line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));
        var first = requested();
        var ref = imported(line("guest", "gdpr_delete", "{\"id\":\"a\"}"));

        var second = requested();

        assertThat(second.getString("batch_ref")).isEqualTo(ref.value());
        assertThat(query("select name from '%s'", download(second).asByteArray()))
                .containsExactly(List.of("B"));
        assertThat(keys()).hasSize(2);
        rows.rows(
                "update entity_snapshot set replaced_at = now() - interval '26 hours' where accuid = '%s' and replaced_at is not null returning 1"
                        .formatted(account));
        replacedSnapshots.some();
        assertThat(keys()).hasSize(1);
        assertThat(table().table().snapshots()).hasSize(1);
        assertThat(download(first).statusCode()).isEqualTo(404);
        assertThat(download(second).statusCode()).isEqualTo(200);
    }

    /// The whole table is the snapshot, with the ids that the file has, too.
    @Test
    void isATable() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\",\"tags\":[\"x\"]}"));
        requested();
        imported(line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));
        var manifest = requested();

        var table = table().table();

        assertThat(table.spec().isUnpartitioned()).isTrue();
        assertThat(table.currentSnapshot().snapshotId()).hasToString(manifest.getString("snapshot_id"));
        assertThat(table.snapshots()).hasSize(2);
        assertThat(table.schema().asStruct()).hasToString("""
                struct<1: id: optional string, 2: name: optional string, 3: email: optional string, \
                4: points: optional decimal(38, 18), 5: address: optional struct<6: city: optional string, \
                7: street: optional string>, 8: tags: optional list<string>, 10: ext: optional string, \
                1000000001: entity_key: optional string, 1000000002: entity_batch: optional string, \
                1000000003: entity_line: optional long, 1000000004: entity_updated_at: optional timestamptz>""");
        assertThat(planned(table)).containsExactly(keyOf(manifest));
        assertThat(query(
                        "select name, field_id from parquet_schema('%s') where field_id is not null order by field_id",
                        download(manifest).asByteArray()))
                .hasSize(14)
                .contains(List.of("street", "7"), List.of("element", "9"), List.of("entity_line", "1000000003"));
        assertThat(Api.get(account, "sources/batch_guest/data").jsonPath().getInt("rows"))
                .isEqualTo(2);
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(account))
                        .get("/iceberg/v1/%1$s/namespaces/%1$s/tables".formatted(account))
                        .jsonPath()
                        .<String>getList("identifiers.name"))
                .contains("batch_guest");
    }

    /// With nothing but what the catalogue gives an engine.
    @Test
    void isATableThatEnginesCanRead() throws IOException {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        var manifest = requested();
        var loaded = given().auth()
                .oauth2(Tokens.tenant(account))
                .header("X-Iceberg-Access-Delegation", "vended-credentials")
                .get("/iceberg/v1/%1$s/namespaces/%1$s/tables/batch_guest".formatted(account))
                .jsonPath();

        try (var engine = new TestFileIo()) {
            engine.initialize(loaded.getMap("config", String.class, String.class));
            var data = engine.newInputFile(files.location(keyOf(manifest)));
            try (var content = data.newStream()) {
                assertThat(Lake.sha256(content.readAllBytes())).isEqualTo(manifest.getString("files[0].sha256"));
            }
        }
    }

    @Test
    void hasNoFileWithoutEntities() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        requested();
        imported(line("guest", "delete", "{\"id\":\"a\"}"));

        var empty = requested();

        assertThat(empty.getInt("rows")).isZero();
        assertThat(empty.getList("files")).isEmpty();
        await().atMost(TIMEOUT)
                .until(() -> files.size(DataKeys.plainCopy(account, source().source()))
                        .isEmpty());
    }

    /// Nothing is written when nothing has changed.
    @Test
    void confirmsASnapshotThatHoldsWhatThereIs() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        var first = requested();

        var second = requested();

        assertThat(second.getString("snapshot_id")).isEqualTo(first.getString("snapshot_id"));
        assertThat(keys()).hasSize(1);
    }

    @Test
    void refusesWhatIsWrong() {
        refused(
                Api.get(account, "sources/batch_guest/data"),
                404,
                "Source batch_guest has no snapshot yet. One is taken soon after the first batch.");
        refused(
                request("batch_guest", Tokens.tenant(account)),
                404,
                "Source batch_guest has no entities: no batch has changed it yet.");
        refused(
                request("order", Tokens.tenant(account)),
                404,
                "Source order of account %s is of the kind days: it takes files and has no snapshots."
                        .formatted(account));
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        requested();
        var tooSoon = request("batch_guest", Tokens.tenant(account));
        assertThat(tooSoon.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(tooSoon.header("Retry-After"))).isBetween(1, 60);
        assertThat(tooSoon.jsonPath().getString("detail"))
                .matches("A snapshot of source batch_guest was asked for a short time ago\\. Try again in [0-9]+ s\\.");
    }

    @Test
    void isSeenByItsOwnAccountAlone() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        requested();
        var other = Api.knownAccount().accountId();
        var path = "/v1/%s/sources/batch_guest/data".formatted(account);
        var sentence = "The token is of account %s and does not reach account %s.".formatted(other, account);

        refused(given().auth().oauth2(Tokens.tenant(other)).get(path), 403, sentence);
        refused(request("batch_guest", Tokens.tenant(other)), 403, sentence);
        refused(
                Api.get(other, "sources/batch_guest/data"),
                404,
                "Source batch_guest has no snapshot yet. One is taken soon after the first batch.");
        assertThat(given().auth()
                        .oauth2(Tokens.tenantWith(account.value(), "scope", "data"))
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void goesWithItsAccount() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        requested();

        BROKER.send(TestAccount.after(facts).state(AccountState.ERASED).facts());

        await().atMost(TIMEOUT).until(() -> rows.rows("""
                        select accuid from entity_snapshot where accuid = '%1$s'
                        union all select accuid from snapshot_request where accuid = '%1$s'
                        """.formatted(account)).isEmpty());
        assertThat(keys()).isEmpty();
        assertThat(files.size(DataKeys.plainCopy(account, source().source()))).isEmpty();
    }

    @Test
    void holdsManyEntities() {
        imported(IntStream.range(0, 20_000)
                .mapToObj(i ->
                        line("guest", "insert", "{\"id\":\"%d\",\"name\":\"N\",\"tags\":[\"%d\"]}".formatted(i, i)))
                .toArray(String[]::new));

        var manifest = requested();

        assertThat(query(
                        "select count(*), count(distinct id), count(*) filter (id = tags[1] and id = entity_key) from '%s'",
                        download(manifest).asByteArray()))
                .containsExactly(List.of("20000", "20000", "20000"));
    }

    /// Longer than what a reader of JSON usually takes, and a number that is stored without its exponent.
    @Test
    void holdsWhatAnImportTakes() {
        var name = "n".repeat(100_000);
        var number = "1" + "0".repeat(699) + "e399";
        imported(line(
                "guest",
                "insert",
                "{\"id\":\"a\",\"name\":\"A\",\"ext\":{\"%s\":%s},\"points\":1}".formatted(name, number)));

        var manifest = requested();

        assertThat(query("select ext from '%s'", download(manifest).asByteArray()))
                .containsExactly(List.of("{\"%s\": 1%s}".formatted(name, "0".repeat(1_098))));
    }

    /// No batch comes after the change.
    @Test
    void losesTheClearValuesOfAFieldThatBecomesSensitive() {
        imported(line("guest", "insert", "{\"id\":\"a@example.com\",\"name\":\"A\",\"tags\":[\"x\"]}"));
        var before = requested();

        change("batch_guest", """
                {"source_type": "batch_guest", "source_name": "Guest", "description": "", "version": 3,
                 "kind": "entities", "batch_schema": "guest", "primary_key": ["id"],
                 "schema": [{"name": "id", "type": "String", "sensitive": {"policy": "hash"}},
                            {"name": "name", "type": "String"}],
                 "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
                """);

        await().atMost(TIMEOUT).until(() -> rows.rows("""
                        select 1 from entity_snapshot
                        where accuid = '%s' and replaced_at is null and not copy_due and schema_version = 3
                        """.formatted(account)).size() == 1);
        var manifest = Api.get(account, "sources/batch_guest/data").jsonPath();
        assertThat(manifest.getString("snapshot_id")).isNotEqualTo(before.getString("snapshot_id"));
        assertThat(query(
                        "select id, name, entity_key from '%s'",
                        download(manifest).asByteArray()))
                .containsExactly(List.of("null", "A", "null"));
        var copy = lake.object(DataKeys.plainCopy(account, source().source()));
        assertThat(new String(copy, StandardCharsets.ISO_8859_1)).doesNotContain("a@example.com");
    }

    /// As a PATCH at schema-service does.
    private void change(String source, String schema) {
        assertThat(given().auth()
                        .oauth2("test-service-token")
                        .body(schema)
                        .put(ConfigProvider.getConfig().getValue("sluice.schema-service.url", String.class)
                                + "/v1/%s/sources/%s/schema".formatted(account, source))
                        .statusCode())
                .isEqualTo(200);
        BROKER.send(TestAccount.after(facts).facts());
    }

    /// A client sees whole seconds: a snapshot of the second of the request may lack its batch.
    @Test
    void isAskedForTheNextFullSecond() {
        imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        requested();
        rows.rows("delete from snapshot_request where accuid = '%s' returning 1".formatted(account));

        var before = rows.rows("select ceil(extract(epoch from clock_timestamp()))::bigint");
        var answer = request("batch_guest", Tokens.tenant(account));

        var requestedAt = answer.jsonPath().getLong("requested_at");
        assertThat(requestedAt)
                .isGreaterThanOrEqualTo(Long.parseLong(before.getFirst().getFirst()));
        assertThat(rows.rows(
                        "select extract(epoch from requested_at)::numeric(20, 6) from snapshot_request where accuid = '%s'"
                                .formatted(account)))
                .containsExactly(List.of(requestedAt + ".000000"));
    }

    private BatchRef imported(String... lines) {
        var batch = batches.ofLines(lines);
        assertThat(Imported.of(batch).failedCount()).isZero();
        return batch.batchRef();
    }

    /// The manifest of a snapshot that was asked for.
    private JsonPath requested() {
        rows.rows("delete from snapshot_request where accuid = '%s' returning 1".formatted(account));
        var answer = request("batch_guest", Tokens.tenant(account));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        await().atMost(TIMEOUT).until(() -> rows.rows("""
                        select 1 from entity_snapshot s join snapshot_request r using (accuid, source_type)
                        where accuid = '%s' and replaced_at is null and not copy_due and taken_at > requested_at
                        """.formatted(account)).size() == 1);
        return Api.get(account, "sources/batch_guest/data").jsonPath();
    }

    private Response request(String source, String token) {
        return given().auth().oauth2(token).post("/v1/%s/sources/%s/data/snapshot".formatted(account, source));
    }

    private static Response download(JsonPath manifest) {
        return given().urlEncodingEnabled(false)
                .get(manifest.getString("files[0].href").replaceFirst("http://[^/]+", ""));
    }

    private static List<List<String>> query(String sql, byte[] parquet) {
        return Lake.query(sql.formatted(Lake.temporary(parquet)));
    }

    private static void refused(Response answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }

    private EntitySource source() {
        return new EntitySource(account, new SourceType("batch_guest"));
    }

    private DayTable table() {
        return DayTable.load(
                files,
                rows.rows(
                                "select metadata_location from iceberg_tables where table_namespace = '%s' and table_name = 'batch_guest'"
                                        .formatted(account))
                        .getFirst()
                        .getFirst());
    }

    private static List<String> planned(BaseTable table) {
        try (var tasks = table.newScan().planFiles()) {
            var planned = new ArrayList<String>();
            tasks.forEach(task -> planned.add(task.file().location().replaceFirst("^s3://[^/]+/", "")));
            return planned;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String keyOf(JsonPath manifest) {
        return "lake/%s/batch_guest/data/snapshot/%s"
                .formatted(account, manifest.getString("files[0].href").replaceFirst(".*/([^?]*).*", "$1"));
    }

    private List<String> keys() {
        return objects
                .listObjectsV2(request ->
                        request.bucket(TestBatch.bucket()).prefix("lake/%s/batch_guest/data/".formatted(account)))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }
}
