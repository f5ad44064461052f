package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The lines of docs/reading-data.md, as they stand there.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class DataSetsPageIT {
    private static final String PAGE = "docs/reading-data.md";

    @Test
    void theLinesOfThePageReadADay(Stack stack, @TempDir Path folder) throws IOException, InterruptedException {
        var page = Files.readString(Checkout.root().resolve(PAGE));
        var tenant = Tenant.with(stack, "order");
        tenant.upload("order", "20200125_order.csv", Samples.file("20200125_order.csv"));
        var first = tenant.awaitEnd("order", "20200125").path("job_id").asText();
        tenant.upload("order", "20200125_order.csv", Samples.file("20200125_order.csv"));
        tenant.awaitJob(
                "order",
                "20200125",
                job -> job.path("status").asText().equals("success")
                        && !job.path("job_id").asText().equals(first));
        tenant.dataSets().day("order", "20200125").expect(200);

        var printed = new PageSteps(folder)
                .run(
                        PageSteps.block(page, "day") + PageSteps.block(page, "days") + PageSteps.block(page, "diff"),
                        Map.of(
                                "SLUICE_URL", stack.url().toString(),
                                "SLUICE_ACCOUNT", tenant.accountId,
                                "SLUICE_ACCOUNT_TOKEN", tenant.token));
        var counted = DuckDb.rows(
                PageSteps.block(page, "duckdb").replace("'day.parquet'", "'" + folder.resolve("day.parquet") + "'"));

        var bucket = stack.dataDir().resolve("objects/buckets/sluice");
        var copies = bucket.resolve("data/%s/order/date=2020-01-25/data.parquet".formatted(tenant.accountId));
        await().atMost(Tenant.LIMIT).until(() -> Files.exists(copies));
        var byPath = DuckDb.rows(PageSteps.block(page, "duckdb-path")
                .replace("s3://sluice", bucket.toString())
                .replace("110-1234-567", tenant.accountId));

        assertThat(byPath).containsExactly(List.of("2020-01-25", "24"));
        assertThat(printed).contains("\"rows\":24", "\"snapshot_id\":\"", "{\"days\":[{\"data_date\":\"20200125\"");
        assertThat(printed).contains("\"counts\":{\"added\":0,\"removed\":0,\"changed\":0,\"unchanged\":24}");
        assertThat(counted).hasSize(1);
        assertThat(counted.getFirst()).startsWith("2020-01-25", "24");
    }
}
