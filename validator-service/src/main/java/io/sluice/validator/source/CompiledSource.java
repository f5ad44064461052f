package io.sluice.validator.source;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.schema.Schema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One version of a source's schema, compiled for checking files. Thread-safe.
public final class CompiledSource {
    private final String sourceName;
    private final int schemaVersion;
    private final Schema schema;
    private final Map<Delimiter, ValidationPlan> plans = new ConcurrentHashMap<>();

    public CompiledSource(String sourceName, int schemaVersion, Schema schema) {
        this.sourceName = sourceName;
        this.schemaVersion = schemaVersion;
        this.schema = schema;
    }

    public String sourceName() {
        return sourceName;
    }

    public int schemaVersion() {
        return schemaVersion;
    }

    public Schema schema() {
        return schema;
    }

    /// The plan for files with this delimiter, compiled by the first call.
    public ValidationPlan plan(Delimiter delimiter) {
        return plans.computeIfAbsent(delimiter, of -> ValidationPlan.compile(schema, of, RunLimits.DEFAULTS));
    }
}
