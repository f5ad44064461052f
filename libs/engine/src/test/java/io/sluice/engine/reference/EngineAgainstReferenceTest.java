package io.sluice.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.corpus.Chunking;
import io.sluice.engine.corpus.Memories;
import io.sluice.engine.corpus.ReportInvariants;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random files for random schemas: the engine must report what the reference reports, however the file is
/// split.
///
/// `-Dsluice.seeds=100000` compares that many files, `-Dsluice.first-seed=7` starts at that seed.
class EngineAgainstReferenceTest {
    private static final int BATCH = 250;
    private static final long FIRST = Long.getLong("sluice.first-seed", 0);
    private static final long SEEDS = Long.getLong("sluice.seeds", 6_000);
    private static final RunLimits NOTHING_SHORTENED = new RunLimits(1 << 20, 1_000_000, 1_000_000, 1_000);

    static LongStream batches() {
        return LongStream.range(0, (SEEDS + BATCH - 1) / BATCH).map(batch -> FIRST + batch * BATCH);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("batches")
    void findsWhatTheReferenceFinds(long firstSeed) {
        for (long seed = firstSeed; seed < Math.min(firstSeed + BATCH, FIRST + SEEDS); seed++) {
            compare(seed);
        }
    }

    private static void compare(long seed) {
        RandomFile file = RandomFile.of(seed);
        ValidationPlan plan = ValidationPlan.compile(checked(file.schema()), file.delimiter(), NOTHING_SHORTENED);

        Report report = new Chunking.Whole().run(plan, file.bytes());

        String where = "seed %d, %s\n%s\n%s"
                .formatted(seed, file.delimiter(), file.schema(), new String(file.bytes(), StandardCharsets.UTF_8));
        ReferenceReport expected =
                ReferenceValidator.validate(file.schema(), file.delimiter(), NOTHING_SHORTENED, file.bytes());
        assertThat(ReferenceReport.of(report)).as(where).isEqualTo(expected);
        assertThat(new Chunking.Random(seed, 70).run(plan, file.bytes()))
                .as(where)
                .isEqualTo(report);
        assertThat(new Chunking.Sized(1 + (int) (seed % 65)).run(plan, file.bytes()))
                .as(where)
                .isEqualTo(report);
        for (KeyMemory memory : Memories.SMALL) {
            assertThat(new Chunking.Random(seed, 300).run(plan, file.bytes(), memory))
                    .as(where)
                    .isEqualTo(report);
        }
        ReportInvariants.assertHold(report, NOTHING_SHORTENED);
    }

    private static Schema checked(SchemaDeclaration declaration) {
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> valid.schema();
            case SchemaCheck.Refused refused ->
                throw new AssertionError("random schema refused: " + refused.problems() + " " + declaration);
        };
    }
}
