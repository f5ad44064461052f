package io.sluice.engine;

import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;

/// A schema compiled for files with one delimiter. Immutable and thread-safe; one plan serves any number of
/// files.
public final class ValidationPlan {
    private final Schema schema;
    private final Delimiter delimiter;
    private final RunLimits limits;

    private ValidationPlan(Schema schema, Delimiter delimiter, RunLimits limits) {
        this.schema = schema;
        this.delimiter = delimiter;
        this.limits = limits;
    }

    /// Compiles each field once and drops the result: a field that cannot be compiled fails here, not in a
    /// run.
    public static ValidationPlan compile(Schema schema, Delimiter delimiter, RunLimits limits) {
        for (Field field : schema.fields()) {
            CellChecks.of(field, true);
        }
        return new ValidationPlan(schema, delimiter, limits);
    }

    public Schema schema() {
        return schema;
    }

    /// A new run, for one file.
    public ValidationRun newRun() {
        return new ValidationRun(schema, delimiter, limits, ScanPath.FAST);
    }

    /// A run with a chosen scanner, for tests that compare the two.
    ValidationRun newRun(ScanPath path) {
        return new ValidationRun(schema, delimiter, limits, path);
    }
}
