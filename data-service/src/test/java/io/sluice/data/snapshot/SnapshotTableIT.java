package io.sluice.data.snapshot;

import static io.restassured.RestAssured.given;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.data.catalog.TestFileIo;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.fixtures.Tokens;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A source of entities as a table of the catalog.
@QuarkusTest
class SnapshotTableIT {
    @Inject
    Instance<SnapshotScene> scenes;

    private SnapshotScene scene;

    @BeforeEach
    void makeAccount() {
        scene = scenes.get();
    }

    /// The whole table is the snapshot, with the ids that the file has, too.
    @Test
    void isATable() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\",\"tags\":[\"x\"]}"));
        scene.requested();
        scene.imported(line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));
        var manifest = scene.requested();

        var table = scene.table().table();

        assertThat(table.spec().isUnpartitioned()).isTrue();
        assertThat(table.currentSnapshot().snapshotId()).hasToString(manifest.getString("snapshot_id"));
        assertThat(table.snapshots()).hasSize(2);
        assertThat(table.schema().asStruct()).hasToString("""
                struct<1: id: optional string, 2: name: optional string, 3: email: optional string, \
                4: points: optional decimal(38, 18), 5: address: optional struct<6: city: optional string, \
                7: street: optional string>, 8: tags: optional list<string>, 10: ext: optional string, \
                1000000001: entity_key: optional string, 1000000002: entity_batch: optional string, \
                1000000003: entity_line: optional long, 1000000004: entity_updated_at: optional timestamptz>""");
        assertThat(planned(table)).containsExactly(scene.keyOf(manifest));
        assertThat(SnapshotScene.query(
                        "select name, field_id from parquet_schema('%s') where field_id is not null order by field_id",
                        SnapshotScene.download(manifest).asByteArray()))
                .hasSize(14)
                .contains(List.of("street", "7"), List.of("element", "9"), List.of("entity_line", "1000000003"));
        assertThat(Api.get(scene.account, "sources/batch_guest/data").jsonPath().getInt("rows"))
                .isEqualTo(2);
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(scene.account))
                        .get("/iceberg/v1/%1$s/namespaces/%1$s/tables".formatted(scene.account))
                        .jsonPath()
                        .<String>getList("identifiers.name"))
                .contains("batch_guest");
    }

    /// With nothing but what the catalogue gives an engine.
    @Test
    void isATableThatEnginesCanRead() throws IOException {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        var manifest = scene.requested();
        var loaded = given().auth()
                .oauth2(Tokens.tenant(scene.account))
                .header("X-Iceberg-Access-Delegation", "vended-credentials")
                .get("/iceberg/v1/%1$s/namespaces/%1$s/tables/batch_guest".formatted(scene.account))
                .jsonPath();

        try (var engine = new TestFileIo()) {
            engine.initialize(loaded.getMap("config", String.class, String.class));
            var data = engine.newInputFile(scene.files.location(scene.keyOf(manifest)));
            try (var content = data.newStream()) {
                assertThat(Lake.sha256(content.readAllBytes())).isEqualTo(manifest.getString("files[0].sha256"));
            }
        }
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
}
