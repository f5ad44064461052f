package io.sluice.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.TestAccount;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.services.s3.S3Client;

/// A million entities, made by one batch and changed by another. The report of the run says how fast.
@QuarkusTest
@Tag("long")
class LargeBatchIT {
    private static final int ENTITIES = 1_000_000;

    @Inject
    ImportBatch importBatch;

    @Inject
    DataSource database;

    @Inject
    S3Client objects;

    @Test
    void importsAMillionEntitiesAndChangesATenthOfThem(TestReporter report) throws IOException {
        var account = TestAccount.freshId();

        run("insert", account, ENTITIES, 1, report);
        run("upsert", account, ENTITIES / 10, 10, report);

        assertThat(new EntityTable(database).rows("""
                        select count(*), count(distinct batch_ref), sum((value ->> 'points')::bigint)
                        from entity join entity_set using (set_id) where accuid = '%s'
                        """.formatted(account)))
                .isEqualTo(List.of(List.of("1000000", "2", Long.toString(900_000L + 200_000L))));
    }

    private void run(String mode, AccountId account, int records, int step, TestReporter report) throws IOException {
        var file = file(mode, records, step);
        var batch = new TestBatch(objects, account).ofFile(file);

        var result = importBatch.attempt(new PendingBatch(batch));

        assertThat(result).isInstanceOfSatisfying(ImportResult.Finished.class, finished -> {
            assertThat(finished.event().succeededCount()).isEqualTo(records);
            assertThat(finished.event().failedCount()).isZero();
            var took = Duration.between(
                    finished.event().startedAt(), finished.event().finishedAt());
            report.publishEntry(
                    mode,
                    "%d records in %d MB of gzip: %d ms, %d a second"
                            .formatted(
                                    records,
                                    file.length / 1_000_000,
                                    took.toMillis(),
                                    1_000L * records / Math.max(1, took.toMillis())));
        });
    }

    private static byte[] file(String mode, int records, int step) throws IOException {
        var random = new Random(19);
        var packed = new ByteArrayOutputStream();
        try (var text = new OutputStreamWriter(new GZIPOutputStream(packed, 1 << 16), StandardCharsets.US_ASCII)) {
            for (int i = 0; i < records; i++) {
                text.write(TestBatch.line(
                        new UUID(random.nextLong(), random.nextLong()).toString(), "guest", mode, """
                        {"id":"customer-%d","name":"Name of %d","email":"customer%d@example.com","points":%d,\
                        "address":{"city":"Taipei","street":"Street of so many houses %d"},"tags":["a","b"]}""".formatted(
                                        i * step, i, i, mode.equals("insert") ? 1 : 2, i)));
                text.write('\n');
            }
        }
        return packed.toByteArray();
    }
}
