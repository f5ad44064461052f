package io.sluice.data.snapshot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.Lake;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.Tokens;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/// A fresh account whose batches change the source `batch_guest`, and what its tenant does with snapshots.
/// Each test gets one of its own.
@Dependent
class SnapshotScene {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    final AccountFacts facts = Api.knownAccount();
    final AccountId account = facts.accountId();
    final EntityTable rows;
    final Lake lake;

    final LakeFiles files;

    private final S3Client objects;
    private final TestBatch batches;

    @Inject
    SnapshotScene(S3Client objects, DataSource database, LakeFiles files) {
        this.objects = objects;
        this.files = files;
        rows = new EntityTable(database);
        lake = new Lake(objects, database, files, account);
        batches = new TestBatch(objects, account);
    }

    BatchRef imported(String... lines) {
        var batch = batches.ofLines(lines);
        assertThat(Imported.of(batch).failedCount()).isZero();
        return batch.batchRef();
    }

    /// The manifest of a snapshot that was asked for.
    JsonPath requested() {
        rows.rows("delete from snapshot_request where accuid = '%s' returning 1".formatted(account));
        var answer = request("batch_guest", Tokens.tenant(account));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        await().atMost(TIMEOUT).until(() -> rows.rows("""
                        select 1 from entity_snapshot s join snapshot_request r using (accuid, source_type)
                        where accuid = '%s' and replaced_at is null and not copy_due and taken_at > requested_at
                        """.formatted(account)).size() == 1);
        return Api.get(account, "sources/batch_guest/data").jsonPath();
    }

    Response request(String source, String token) {
        return given().auth().oauth2(token).post("/v1/%s/sources/%s/data/snapshot".formatted(account, source));
    }

    static Response download(JsonPath manifest) {
        return given().urlEncodingEnabled(false)
                .get(manifest.getString("files[0].href").replaceFirst("http://[^/]+", ""));
    }

    static List<List<String>> query(String sql, byte[] parquet) {
        return Lake.query(sql.formatted(Lake.temporary(parquet)));
    }

    EntitySource source() {
        return new EntitySource(account, new SourceType("batch_guest"));
    }

    String keyOf(JsonPath manifest) {
        return "lake/%s/batch_guest/data/snapshot/%s"
                .formatted(account, manifest.getString("files[0].href").replaceFirst(".*/([^?]*).*", "$1"));
    }

    List<String> keys() {
        return objects
                .listObjectsV2(request ->
                        request.bucket(TestBatch.bucket()).prefix("lake/%s/batch_guest/data/".formatted(account)))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }

    DayTable table() {
        return DayTable.load(
                files,
                rows.rows(
                                "select metadata_location from iceberg_tables where table_namespace = '%s' and table_name = 'batch_guest'"
                                        .formatted(account))
                        .getFirst()
                        .getFirst());
    }
}
