package io.sluice.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.corpus.Chunking;
import io.sluice.engine.corpus.ReportInvariants;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.util.List;
import java.util.Map;

/// Any bytes as a file: the engine throws no exception, gives the same report however the file is split, and
/// stays within its limits.
///
/// `JAZZER_FUZZ=1` with `-Djazzer.hooks=true` fuzzes. Otherwise the inputs in `EngineFuzzTestInputs` are
/// replayed.
class EngineFuzzTest {
    private static final RunLimits SMALL = new RunLimits(512, 20, 30, 4);
    private static final ValidationPlan CSV = plan(Delimiter.COMMA);
    private static final ValidationPlan TSV = plan(Delimiter.TAB);

    private static ValidationPlan plan(Delimiter delimiter) {
        SchemaDeclaration declaration = new SchemaDeclaration(
                List.of(
                        FieldDeclaration.of("i", "Integer").withConstraints(Map.of("unique", true, "minimum", -5)),
                        FieldDeclaration.of("d", "Date"),
                        FieldDeclaration.of("t", "DateTime"),
                        FieldDeclaration.of("m", "Decimal").withConstraints(Map.of("precision", 9, "scale", 2)),
                        FieldDeclaration.of("e", "Double"),
                        FieldDeclaration.of("b", "Boolean").withMissingValues(List.of("NA")),
                        FieldDeclaration.of("s", "String")
                                .withConstraints(Map.of("pattern", "[a-z]*", "maxLength", 20, "required", true)),
                        FieldDeclaration.of("p", "String")
                                .withSensitive(new SensitivityDeclaration("require_hashed", null))),
                List.of("d", "s"),
                null,
                new AcceptanceDeclaration("partial", 50.0));
        return ValidationPlan.compile(((SchemaCheck.Valid) Schema.check(declaration)).schema(), delimiter, SMALL);
    }

    @FuzzTest(maxDuration = "2m")
    void reportsOnAnyFile(byte[] bytes) {
        check(CSV, bytes);
        check(TSV, bytes);
    }

    private static void check(ValidationPlan plan, byte[] file) {
        Report report = new Chunking.Whole().run(plan, file);

        assertThat(new Chunking.Sized(1).run(plan, file)).isEqualTo(report);
        assertThat(new Chunking.Random(file.length, 100).run(plan, file)).isEqualTo(report);
        assertThat(report.readBytes()).isBetween(0L, (long) file.length);
        ReportInvariants.assertHold(report, SMALL);
        report.errors().forEach(error -> assertThat(error.message().length()).isLessThan(600));
    }
}
