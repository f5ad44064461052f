package io.sluice.engine;

import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;

/// A schema compiled for files of one delimiter. Immutable, thread-safe, to be reused for any number of
/// files.
public final class ValidationPlan {
    private final Schema schema;
    private final Delimiter delimiter;
    private final Limits limits;

    private ValidationPlan(Schema schema, Delimiter delimiter, Limits limits) {
        this.schema = schema;
        this.delimiter = delimiter;
        this.limits = limits;
    }

    /// Compiles every field once, so that a plan that exists can run.
    public static ValidationPlan compile(Schema schema, Delimiter delimiter, Limits limits) {
        for (Field field : schema.fields()) {
            CellChecks.of(field, true);
        }
        return new ValidationPlan(schema, delimiter, limits);
    }

    public Schema schema() {
        return schema;
    }

    /// A run over one file.
    public ValidationRun newRun() {
        return new ValidationRun(schema, delimiter, limits, ScanPath.FAST);
    }

    /// A run that takes the plain path or the fast one; both give the same report.
    ValidationRun newRun(ScanPath path) {
        return new ValidationRun(schema, delimiter, limits, path);
    }
}
