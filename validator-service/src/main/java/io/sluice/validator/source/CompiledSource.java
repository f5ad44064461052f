package io.sluice.validator.source;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import io.sluice.schemas.SchemaServiceUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One version of a source's schema, compiled for checking files. Thread-safe.
public final class CompiledSource {
    private final String sourceName;
    private final int schemaVersion;
    private final Schema schema;
    private final Map<String, Integer> fieldIds;
    private final Map<Delimiter, ValidationPlan> plans = new ConcurrentHashMap<>();

    /// @param fieldIds the ids of the fields by their names
    public CompiledSource(String sourceName, int schemaVersion, Schema schema, Map<String, Integer> fieldIds) {
        this.sourceName = sourceName;
        this.schemaVersion = schemaVersion;
        this.schema = schema;
        this.fieldIds = Map.copyOf(fieldIds);
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

    /// Whether each field has an id. A schema-service from before there were data sets gives none.
    boolean hasFieldIds() {
        return schema.fields().stream().allMatch(field -> fieldIds.containsKey(field.name()));
    }

    /// The id of a field in the data set of the source.
    ///
    /// @throws SchemaServiceUnavailableException if it has none
    public int fieldId(Field field) {
        var id = fieldIds.get(field.name());
        if (id == null) {
            throw new SchemaServiceUnavailableException(
                    "schema-service gives the field %s of %s no id, so its rows cannot be written; upgrade schema-service"
                            .formatted(field.name(), sourceName),
                    null);
        }
        return id;
    }

    /// The plan for files with this delimiter, compiled by the first call.
    public ValidationPlan plan(Delimiter delimiter) {
        return plans.computeIfAbsent(delimiter, of -> ValidationPlan.compile(schema, of, RunLimits.DEFAULTS));
    }
}
