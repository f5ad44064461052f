package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.readers.EveryType;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Each cell of a file with every type, from the upload over SFTP to what DuckDB reads. With Spark:
/// `./sluice faults data-sets --spark`.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class EveryTypeIT {
    @TempDir
    private Path folder;

    @Test
    void everyCellIsReadByManifestAndByCatalogue(Stack stack) throws IOException {
        var tenant = Tenant.with(stack).addSource(EveryType.source()).awaitDoor(EveryType.SOURCE_TYPE);
        tenant.upload(EveryType.SOURCE_TYPE, EveryType.fileName(), EveryType.csv());
        var job = tenant.awaitEnd(EveryType.SOURCE_TYPE, EveryType.DAY);
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("success");

        var manifest = tenant.dataSets()
                .day(EveryType.SOURCE_TYPE, EveryType.DAY)
                .expect(200)
                .json();
        assertThat(EveryType.read(DataSets.fetch(manifest, folder))).isEqualTo(EveryType.rows());

        try (var catalog = new RESTCatalog()) {
            catalog.initialize("sluice", TableFiles.catalog(stack.url(), tenant.token));
            var table = catalog.loadTable(TableIdentifier.of(tenant.accountId, EveryType.SOURCE_TYPE));
            assertThat(table.schema().columns().stream().map(column -> column.name() + " " + column.type()))
                    .containsExactlyElementsOf(
                            Stream.concat(EveryType.types().stream(), Stream.of(EveryType.DATA_DATE + " date"))
                                    .toList());
            try (var tasks = table.newScan()
                    .filter(Expressions.equal(EveryType.DATA_DATE, "2024-02-29"))
                    .planFiles()) {
                for (var task : tasks) {
                    Files.write(
                            folder.resolve("through-the-catalogue.parquet"),
                            ((TableFiles) table.io()).bytes(task.file().location()));
                }
            }
            assertThat(EveryType.read(List.of(folder.resolve("through-the-catalogue.parquet"))))
                    .isEqualTo(EveryType.rows());
        }
    }

    /// Each of these alone, at another day, so that nothing else is the reason.
    @Test
    void whatADataSetCannotHoldIsRefused(Stack stack) {
        var tenant = Tenant.with(stack).addSource(EveryType.source()).awaitDoor(EveryType.SOURCE_TYPE);
        var refused = Map.of(
                "20240301", EveryType.csv("text", "a\u0000b"),
                "20240302", EveryType.csv("berlin", "2020-03-29T02:30:00"),
                "20240303", EveryType.csv("money", "100000000000000000000"),
                "20240304", EveryType.csv("day", "10000-01-01"),
                "20240305", EveryType.csv("day", "0000-12-31"));
        refused.forEach((day, content) ->
                tenant.upload(EveryType.SOURCE_TYPE, day + "_" + EveryType.SOURCE_TYPE + ".csv", content));

        for (var day : refused.keySet()) {
            assertThat(tenant.awaitEnd(EveryType.SOURCE_TYPE, day)
                            .path("status")
                            .asText())
                    .as(day)
                    .isEqualTo("failed");
            assertThat(tenant.dataSets().day(EveryType.SOURCE_TYPE, day).status())
                    .as(day)
                    .isEqualTo(404);
        }
    }
}
