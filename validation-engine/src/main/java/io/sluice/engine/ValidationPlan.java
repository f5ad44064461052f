package io.sluice.engine;

import io.sluice.engine.schema.Schema;

/// A schema compiled for files of one delimiter. Immutable, thread-safe, to be reused for any number of files.
public final class ValidationPlan {
    private final Schema schema;
    private final Delimiter delimiter;
    private final Limits limits;

    private ValidationPlan(Schema schema, Delimiter delimiter, Limits limits) {
        this.schema = schema;
        this.delimiter = delimiter;
        this.limits = limits;
    }

    public static ValidationPlan compile(Schema schema, Delimiter delimiter, Limits limits) {
        return new ValidationPlan(schema, delimiter, limits);
    }

    public Schema schema() {
        return schema;
    }

    /// A run over one file.
    public ValidationRun newRun() {
        return new ValidationRun(schema, delimiter, limits);
    }
}
