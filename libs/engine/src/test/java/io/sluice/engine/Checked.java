package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.engine.corpus.Memories;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds schemas for tests and runs files through the engine.
final class Checked {
    private FieldDeclaration[] fields = {};
    private List<String> primaryKey = List.of();
    private @Nullable String fieldsMatch;
    private @Nullable AcceptanceDeclaration acceptance;
    private Delimiter delimiter = Delimiter.COMMA;
    private RunLimits limits = RunLimits.DEFAULTS;

    private Checked() {}

    static Checked by(FieldDeclaration... fields) {
        Checked checked = new Checked();
        checked.fields = fields;
        return checked;
    }

    static FieldDeclaration field(String name, String type) {
        return FieldDeclaration.of(name, type);
    }

    static FieldDeclaration field(String name, String type, Map<String, Object> constraints) {
        return FieldDeclaration.of(name, type).withConstraints(constraints);
    }

    static FieldDeclaration hashed(String name, String type, String policy, @Nullable String normalize) {
        return FieldDeclaration.of(name, type).withSensitive(new SensitivityDeclaration(policy, normalize));
    }

    Checked key(String... names) {
        primaryKey = List.of(names);
        return this;
    }

    Checked exact() {
        fieldsMatch = "exact";
        return this;
    }

    Checked tabs() {
        delimiter = Delimiter.TAB;
        return this;
    }

    Checked limits(RunLimits others) {
        limits = others;
        return this;
    }

    /// Rows with errors are left out, however many there are.
    Checked partial() {
        acceptance = new AcceptanceDeclaration("partial", 100.0);
        return this;
    }

    ValidationPlan plan() {
        SchemaDeclaration declaration = new SchemaDeclaration(List.of(fields), primaryKey, fieldsMatch, acceptance);
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> ValidationPlan.compile(valid.schema(), delimiter, limits);
            case SchemaCheck.Refused refused -> fail(refused.problems().toString());
        };
    }

    Report file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Also checks that the report does not depend on the memory for unique values.
    Report file(byte[] bytes) {
        ValidationPlan plan = plan();
        Report report = report(plan, bytes, bytes.length, ScanPath.FAST);
        for (KeyMemory memory : Memories.SMALL) {
            for (ScanPath path : ScanPath.values()) {
                assertThat(report(plan, bytes, bytes.length, memory, path))
                        .as("%s, %s", memory, path)
                        .isEqualTo(report);
            }
        }
        return report;
    }

    /// Feeds the file in pieces. Each starts at an odd offset of its own array between line ends, which
    /// exposes a read beyond its bounds.
    static Report report(ValidationPlan plan, byte[] bytes, int chunk, ScanPath path) {
        return report(plan, bytes, chunk, KeyMemory.DEFAULTS, path);
    }

    static Report report(ValidationPlan plan, byte[] bytes, int chunk, KeyMemory memory, ScanPath path) {
        ValidationRun run = plan.newRun(memory, path);
        int step = Math.max(1, chunk);
        for (int i = 0; i < bytes.length; i += step) {
            int length = Math.min(step, bytes.length - i);
            byte[] piece = new byte[length + 5];
            Arrays.fill(piece, (byte) '\n');
            System.arraycopy(bytes, i, piece, 3, length);
            run.accept(piece, 3, length);
        }
        return run.finish();
    }

    /// Each error as `line/record code | message`. An absent line or record is empty.
    static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        for (ReportedError error : report.errors()) {
            String line = error.line().isPresent() ? "" + error.line().getAsLong() : "";
            String record = error.record().isPresent() ? "" + error.record().getAsLong() : "";
            lines.add(line + "/" + record + " " + error.code().code() + " | " + error.message());
        }
        return lines;
    }
}
