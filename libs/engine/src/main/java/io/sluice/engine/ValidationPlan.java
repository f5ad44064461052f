package io.sluice.engine;

import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RefusedLines;
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

    /// A new run, for one file, with the default memory.
    public ValidationRun newRun() {
        return newRun(KeyMemory.DEFAULTS);
    }

    /// A new run, for one file.
    ///
    /// @param memory for the values of unique fields and of the primary key; no other run takes any of it
    public ValidationRun newRun(KeyMemory memory) {
        return newRun(memory, ScanPath.FAST);
    }

    /// A new run that hands the rows without an error to the sink.
    ///
    /// If [ValidationRun#refused] says afterwards that the sink has rows too many, the file is read again
    /// with [#newRun(RefusedLines, RowSink)].
    public ValidationRun newRun(KeyMemory memory, RowSink sink) {
        return new ValidationRun(
                schema, delimiter, limits, memory, ScanPath.FAST, new HandOver(sink, schema.acceptance(), null));
    }

    /// A second run over the same file. It compares no values, because the first run knows the duplicates.
    ///
    /// @param refused of the first run, which must be open as long as this one
    public ValidationRun newRun(RefusedLines refused, RowSink sink) {
        return new ValidationRun(
                schema,
                delimiter,
                limits,
                KeyMemory.DEFAULTS,
                ScanPath.FAST,
                new HandOver(sink, schema.acceptance(), refused));
    }

    /// A run with a chosen scanner, for tests that compare the two.
    ValidationRun newRun(KeyMemory memory, ScanPath path) {
        return new ValidationRun(schema, delimiter, limits, memory, path, null);
    }
}
