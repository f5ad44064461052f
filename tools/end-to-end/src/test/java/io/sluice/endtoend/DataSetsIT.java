package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// An accepted file becomes the data of its day, from the upload over SFTP to the cells that DuckDB reads.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class DataSetsIT {
    private static final String DAY = "20200125";
    private static final String VISITS = """
            {"source_type": "visits", "source_name": "Visits", "description": "Visits of a shop",
             "schema": [{"name": "shop", "type": "String"}, {"name": "visitors", "type": "Integer"}]}""";
    private static final String GUESTS = """
            {"source_type": "guests", "source_name": "Guests", "description": "Guests of a shop",
             "schema": [{"name": "shop", "type": "String"}, {"name": "visitors", "type": "Integer"},
                        {"name": "contact", "type": "String"}, {"name": "date", "type": "Date"}]}""";
    private static final String GUESTS_CHANGE = """
            {"schema": [{"name": "shop", "type": "String"},
                        {"name": "guests", "type": "Integer", "renamed_from": "visitors"},
                        {"name": "contact", "type": "String", "sensitive": {"policy": "hash"}},
                        {"name": "remark", "type": "String"}]}""";
    private static final String BY_ID = """
            1: {name: 'shop', type: 'VARCHAR', default_value: NULL},
            2: {name: 'guests', type: 'BIGINT', default_value: NULL},
            5: {name: 'contact', type: 'VARCHAR', default_value: NULL},
            6: {name: 'remark', type: 'VARCHAR', default_value: NULL}""";
    private static final String ORDER_COLUMNS = """
            order_id::BIGINT, member_id::BIGINT, order_date::DATE, created_at::TIMESTAMPTZ, channel, product_name,
            quantity::BIGINT, unit_price::DECIMAL(38, 18), currency, paid::BOOLEAN,
            sha256(regexp_replace(cust_phone_no, '[^+0-9]', '', 'g')), note""";

    @TempDir
    private Path folder;

    @Test
    void everyCellOfAnAcceptedFileIsInTheDataOfItsDay(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "order");
        var content = Samples.file(DAY + "_order.csv");
        var csv = Files.write(folder.resolve("order.csv"), content);
        tenant.upload("order", DAY + "_order.csv", content);
        var job = tenant.awaitEnd("order", DAY);

        var manifest = tenant.dataSets().day("order", DAY).expect(200).json();
        var files = DataSets.fetch(manifest, folder);

        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(manifest.path("source_type").asText()).isEqualTo("order");
        assertThat(manifest.path("data_date").asText()).isEqualTo(DAY);
        assertThat(manifest.path("job_id").asText())
                .isEqualTo(job.path("job_id").asText());
        assertThat(manifest.path("schema_version").asInt()).isEqualTo(1);
        assertThat(manifest.path("rows").asInt()).isEqualTo(24);
        assertThat(manifest.path("snapshot_id").isTextual()).isTrue();
        assertThat(manifest.path("updated_at").isIntegralNumber()).isTrue();
        assertThat(manifest.path("files").size()).isEqualTo(1);
        assertThat(manifest.at("/files/0/rows").asInt()).isEqualTo(24);
        assertThat(DuckDb.rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM %s)"
                        .formatted(DuckDb.table(files))))
                .containsExactly(
                        List.of("order_id", "BIGINT"),
                        List.of("member_id", "BIGINT"),
                        List.of("order_date", "DATE"),
                        List.of("created_at", "TIMESTAMP WITH TIME ZONE"),
                        List.of("channel", "VARCHAR"),
                        List.of("product_name", "VARCHAR"),
                        List.of("quantity", "BIGINT"),
                        List.of("unit_price", "DECIMAL(38,18)"),
                        List.of("currency", "VARCHAR"),
                        List.of("paid", "BOOLEAN"),
                        List.of("cust_phone_no", "VARCHAR"),
                        List.of("note", "VARCHAR"));
        assertThat(DuckDb.rows("SELECT * FROM " + DuckDb.table(files)))
                .isEqualTo(DuckDb.rows("SELECT %s FROM read_csv('%s', header = true, all_varchar = true)"
                        .formatted(ORDER_COLUMNS, csv)));
    }

    @Test
    void theAddressOfAFileServesItWithoutAToken(Stack stack) {
        var tenant = Tenant.with(stack).addSource(VISITS).awaitDoor("visits");
        take(tenant, "shop,visitors\nNorth,7\n");
        var file = tenant.dataSets().day("visits", DAY).expect(200).json().at("/files/0");
        var href = file.path("href").asText();
        var size = file.path("size").asInt();

        var whole = DataSets.send("GET", href, Map.of());
        var head = DataSets.send("HEAD", href, Map.of());
        var last = DataSets.send("GET", href, Map.of("Range", "bytes=-4"));
        var tag = whole.headers().firstValue("ETag").orElseThrow();
        var unchanged = DataSets.send("GET", href, Map.of("If-None-Match", tag));
        var altered = DataSets.send("GET", href.substring(0, href.length() - 1) + flipped(href), Map.of());
        var ofAnother = DataSets.send("GET", href.replace(tenant.accountId, "acme-other"), Map.of());

        assertThat(href).startsWith(stack.url() + "/");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).hasSize(size);
        assertThat(DataSets.sha256(whole.body())).isEqualTo(file.path("sha256").asText());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(size);
        assertThat(last.statusCode()).isEqualTo(206);
        assertThat(last.body()).isEqualTo("PAR1".getBytes(StandardCharsets.US_ASCII));
        assertThat(last.headers().firstValue("Content-Range"))
                .hasValue("bytes %d-%d/%d".formatted(size - 4, size - 1, size));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(altered.statusCode()).isEqualTo(401);
        assertThat(ofAnother.statusCode()).isEqualTo(401);
    }

    @Test
    void aCorrectionReplacesTheDayAndARefusedOneDoesNot(Stack stack) {
        var tenant = Tenant.with(stack).addSource(VISITS).awaitDoor("visits");
        var data = tenant.dataSets();
        var none = data.day("visits", DAY);
        var first = take(tenant, "shop,visitors\nNorth,7\nSouth,9\n");
        var before = data.day("visits", DAY).expect(200).json();
        var beforeRows = rows(before);

        var second = take(tenant, "shop,visitors\nNorth,8\nWest,1\nEast,\n");
        var after = data.day("visits", DAY).expect(200).json();
        var refused = take(tenant, "shop,visitors\nNorth,8\nWest,many\n");
        var afterRefusal = data.day("visits", DAY).expect(200).json();
        var old = data.day("visits", DAY, before.path("snapshot_id").asText())
                .expect(200)
                .json();

        assertThat(none.status()).isEqualTo(404);
        assertThat(beforeRows).containsExactly(List.of("North", "7"), List.of("South", "9"));
        assertThat(second.path("status").asText()).isEqualTo("success");
        assertThat(after.path("job_id").asText())
                .isEqualTo(second.path("job_id").asText());
        assertThat(after.path("rows").asInt()).isEqualTo(3);
        assertThat(rows(after)).containsExactly(List.of("North", "8"), List.of("West", "1"), List.of("East", "null"));
        assertThat(refused.path("status").asText()).isEqualTo("failed");
        assertThat(afterRefusal.path("job_id")).isEqualTo(after.path("job_id"));
        assertThat(afterRefusal.path("snapshot_id")).isEqualTo(after.path("snapshot_id"));
        assertThat(old.path("job_id").asText()).isEqualTo(first.path("job_id").asText());
        assertThat(rows(old)).isEqualTo(beforeRows);
        assertThat(days(data.days("visits"))).containsExactly(DAY + " 3");
    }

    @Test
    void aFileWithoutARowEmptiesTheDayWhichStaysListed(Stack stack) {
        var tenant = Tenant.with(stack).addSource(VISITS).awaitDoor("visits");
        var data = tenant.dataSets();
        take(tenant, "shop,visitors\nNorth,7\n");
        tenant.upload("visits", "20200126_visits.csv", "shop,visitors\nNorth,7\nSouth,2\n");
        tenant.awaitEnd("visits", "20200126");

        var emptied = take(tenant, "shop,visitors\n");
        var manifest = data.day("visits", DAY).expect(200).json();

        assertThat(emptied.path("status").asText()).isEqualTo("success");
        assertThat(manifest.path("rows").asInt()).isZero();
        assertThat(manifest.path("files").isArray()).isTrue();
        assertThat(manifest.path("files").size()).isZero();
        assertThat(days(data.days("visits"))).containsExactly("20200126 2", DAY + " 0");
    }

    /// A field is renamed, one becomes sensitive, one goes whose name is that of the partition, one is new.
    /// Columns are read by their ids, as engines do.
    @Test
    void oldAndNewDaysAreOneTableAfterTheSchemaHasChanged(Stack stack) throws IOException {
        var tenant = Tenant.with(stack).addSource(GUESTS).awaitDoor("guests");
        tenant.upload("guests", DAY + "_guests.csv", "shop,visitors,contact,date\nNorth,7,ann,2020-01-20\n");
        tenant.awaitEnd("guests", DAY);
        tenant.api
                .patch("/v1/" + tenant.accountId + "/sources/guests/schema", GUESTS_CHANGE)
                .expect(200);
        tenant.upload("guests", "20200126_guests.csv", "shop,guests,contact,remark\nSouth,8,bo,fine\n");
        var second = tenant.awaitEnd("guests", "20200126");

        assertThat(second.path("status").asText()).as(second.toString()).isEqualTo("success");
        try (var catalog = new RESTCatalog()) {
            catalog.initialize("sluice", TableFiles.catalog(stack.url(), tenant.token));
            var table = catalog.loadTable(TableIdentifier.of(tenant.accountId, "guests"));
            assertThat(table.spec().fields()).extracting(PartitionField::name).containsExactly("date");
            assertThat(table.schema().asStruct())
                    .hasToString("struct<1: shop: optional string, 2: guests: optional long,"
                            + " 5: contact: optional string, 6: remark: optional string,"
                            + " 1000000000: data_date: optional date>");
            assertThat(DuckDb.rows("SELECT * FROM read_parquet(%s, schema = MAP {%s}) ORDER BY shop"
                            .formatted(TableFiles.fetched(table, folder), BY_ID)))
                    .containsExactly(
                            List.of("North", "7", "null", "null"),
                            List.of("South", "8", DataSets.sha256("bo".getBytes(StandardCharsets.UTF_8)), "fine"));
        }
    }

    @Test
    void nobodyElseLearnsThatThereIsData(Stack stack) {
        var mine = Tenant.with(stack).addSource(VISITS).awaitDoor("visits");
        var other = Tenant.with(stack).addSource(VISITS).awaitDoor("visits");
        take(mine, "shop,visitors\nNorth,7\n");
        var manifest = mine.dataSets().day("visits", DAY).expect(200).json();

        for (var path : List.of("/data?date=" + DAY, "/data/days", "/data/diff?date=" + DAY)) {
            var full = "/v1/%s/sources/visits%s".formatted(mine.accountId, path);
            var foreign = other.api.get(full);
            var without = new Api(stack.url(), "").get(full);
            var garbage = new Api(stack.url(), "no.token.atall").get(full);

            assertThat(foreign.status()).isEqualTo(403);
            assertThat(without.status()).isEqualTo(401);
            assertThat(garbage.status()).isEqualTo(401);
            for (var answer : List.of(foreign, without, garbage)) {
                assertThat(answer.contentType()).startsWith("application/problem+json");
                assertThat(answer.body())
                        .doesNotContain(
                                manifest.path("job_id").asText(),
                                manifest.path("snapshot_id").asText(),
                                "parquet",
                                "rows");
            }
        }
        assertThat(other.dataSets().day("visits", DAY).status()).isEqualTo(404);
        assertThat(days(other.dataSets().days("visits"))).isEmpty();
    }

    /// Uploads a version of the day and returns its job once it has ended.
    private static JsonNode take(Tenant tenant, String content) {
        var before = tenant.job("visits", DAY).json().path("job_id").asText();
        tenant.upload("visits", DAY + "_visits.csv", content);
        return tenant.awaitJob(
                "visits",
                DAY,
                job -> Stream.of("success", "failed")
                                .anyMatch(job.path("status").asText()::equals)
                        && !job.path("job_id").asText().equals(before));
    }

    private List<List<String>> rows(JsonNode manifest) {
        return DuckDb.rows("SELECT * FROM " + DuckDb.table(DataSets.fetch(manifest, folder)));
    }

    private static List<String> days(Api.Answer answer) {
        return StreamSupport.stream(answer.expect(200).json().path("days").spliterator(), false)
                .map(day ->
                        day.path("data_date").asText() + " " + day.path("rows").asInt())
                .toList();
    }

    /// Another last character than the text has.
    private static char flipped(String text) {
        return text.endsWith("A") ? 'B' : 'A';
    }
}
