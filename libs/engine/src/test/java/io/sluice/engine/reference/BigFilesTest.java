package io.sluice.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.corpus.Chunking;
import io.sluice.engine.corpus.Memories;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random files larger than any buffer, in pieces of the size that the services use.
class BigFilesTest {
    private static final RunLimits NOTHING_SHORTENED = new RunLimits(1 << 20, 1_000_000, 1_000_000, 1_000);
    private static final int ROWS = 6_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void findsWhatTheReferenceFinds(long seed) {
        RandomFile file = RandomFile.ofRows(seed, ROWS);
        ValidationPlan plan = plan(file);

        Report report = new Chunking.Sized(256 << 10).run(plan, file.bytes());

        assertThat(ReferenceReport.of(report))
                .isEqualTo(
                        ReferenceValidator.validate(file.schema(), file.delimiter(), NOTHING_SHORTENED, file.bytes()));
        assertThat(new Chunking.Random(seed, 300_000).run(plan, file.bytes())).isEqualTo(report);
        for (int bytes : new int[] {1, 4 << 10, 64 << 10, 1 << 20}) {
            assertThat(new Chunking.Sized(256 << 10).run(plan, file.bytes(), Memories.ofBytes(bytes)))
                    .as("with %d bytes for unique values", bytes)
                    .isEqualTo(report);
        }
    }

    @Test
    void sharesOnePlanBetweenThreads() throws InterruptedException, ExecutionException {
        RandomFile file = RandomFile.ofRows(13, ROWS);
        ValidationPlan plan = plan(file);
        Report alone = new Chunking.Whole().run(plan, file.bytes());

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Report>> reports = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> new Chunking.Random(i, 10_000).run(plan, file.bytes())))
                    .toList();

            for (Future<Report> report : reports) {
                assertThat(report.get()).isEqualTo(alone);
            }
        }
    }

    private static ValidationPlan plan(RandomFile file) {
        SchemaCheck.Valid check = (SchemaCheck.Valid) Schema.check(file.schema());
        return ValidationPlan.compile(check.schema(), file.delimiter(), NOTHING_SHORTENED);
    }
}
