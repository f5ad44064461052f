package io.sluice.data.snapshot;

import static io.restassured.RestAssured.given;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the file of a snapshot holds, as DuckDB reads it.
@QuarkusTest
class SnapshotContentIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final String SHA_256_OF_ANNA = "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01";

    @Inject
    Instance<SnapshotScene> scenes;

    private SnapshotScene scene;

    @BeforeEach
    void makeAccount() {
        scene = scenes.get();
    }

    @Test
    void holdsTheEntitiesOfASource() {
        var ref = scene.imported(
                line(
                        "guest",
                        "insert",
                        "{\"id\":\"b\",\"name\":\"B\",\"email\":\"anna@example.com\",\"points\":12345678901234567.10,"
                                + "\"address\":{\"city\":\"Ōsaka\"},\"tags\":[\"x\",\"y\"],\"ext\":{\"k\":[1.50]}}"),
                line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"),
                line("event", "insert", "{\"text\":\"other source\"}"));

        var manifest = scene.requested();

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
        var answer = SnapshotScene.download(manifest);
        assertThat(Lake.sha256(answer.asByteArray())).isEqualTo(manifest.getString("files[0].sha256"));
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"batch_guest-snapshot.parquet\"");
        assertThat(SnapshotScene.query(
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
        assertThat(SnapshotScene.query(
                        "select count(*) from '%s'",
                        scene.lake.object("data/%s/batch_guest/data.parquet".formatted(scene.account))))
                .containsExactly(List.of("2"));
    }

    @Test
    void holdsManyEntities() {
        scene.imported(IntStream.range(0, 20_000)
                .mapToObj(i ->
                        line("guest", "insert", "{\"id\":\"%d\",\"name\":\"N\",\"tags\":[\"%d\"]}".formatted(i, i)))
                .toArray(String[]::new));

        var manifest = scene.requested();

        assertThat(SnapshotScene.query(
                        "select count(*), count(distinct id), count(*) filter (id = tags[1] and id = entity_key) from '%s'",
                        SnapshotScene.download(manifest).asByteArray()))
                .containsExactly(List.of("20000", "20000", "20000"));
    }

    /// Longer than what a reader of JSON usually takes, and a number that is stored without its exponent.
    @Test
    void holdsWhatAnImportTakes() {
        var name = "n".repeat(100_000);
        var number = "1" + "0".repeat(699) + "e399";
        scene.imported(line(
                "guest",
                "insert",
                "{\"id\":\"a\",\"name\":\"A\",\"ext\":{\"%s\":%s},\"points\":1}".formatted(name, number)));

        var manifest = scene.requested();

        assertThat(SnapshotScene.query(
                        "select ext from '%s'", SnapshotScene.download(manifest).asByteArray()))
                .containsExactly(List.of("{\"%s\": 1%s}".formatted(name, "0".repeat(1_098))));
    }

    /// No batch comes after the change.
    @Test
    void losesTheClearValuesOfAFieldThatBecomesSensitive() {
        scene.imported(line("guest", "insert", "{\"id\":\"a@example.com\",\"name\":\"A\",\"tags\":[\"x\"]}"));
        var before = scene.requested();

        change("batch_guest", """
                {"source_type": "batch_guest", "source_name": "Guest", "description": "", "version": 3,
                 "kind": "entities", "batch_schema": "guest", "primary_key": ["id"],
                 "schema": [{"name": "id", "type": "String", "sensitive": {"policy": "hash"}},
                            {"name": "name", "type": "String"}],
                 "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
                """);

        await().atMost(SnapshotScene.TIMEOUT)
                .until(() -> scene.rows.rows("""
                        select 1 from entity_snapshot
                        where accuid = '%s' and replaced_at is null and not copy_due and schema_version = 3
                        """.formatted(scene.account)).size() == 1);
        var manifest = Api.get(scene.account, "sources/batch_guest/data").jsonPath();
        assertThat(manifest.getString("snapshot_id")).isNotEqualTo(before.getString("snapshot_id"));
        assertThat(SnapshotScene.query(
                        "select id, name, entity_key from '%s'",
                        SnapshotScene.download(manifest).asByteArray()))
                .containsExactly(List.of("null", "A", "null"));
        var copy = scene.lake.object(
                DataKeys.plainCopy(scene.account, scene.source().source()));
        assertThat(new String(copy, StandardCharsets.ISO_8859_1)).doesNotContain("a@example.com");
    }

    /// As a PATCH at schema-service does.
    private void change(String source, String schema) {
        assertThat(given().auth()
                        .oauth2("test-service-token")
                        .body(schema)
                        .put(ConfigProvider.getConfig().getValue("sluice.schema-service.url", String.class)
                                + "/v1/%s/sources/%s/schema".formatted(scene.account, source))
                        .statusCode())
                .isEqualTo(200);
        BROKER.send(TestAccount.after(scene.facts).facts());
    }
}
