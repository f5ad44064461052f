package io.sluice.parquet;

import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import java.util.List;

/// The names of the columns that a file of entities adds, after the fields of the source. A name that the
/// source has, in any case, begins with `_` here.
///
/// @param key the entity's key: `entity_key`
/// @param batch the batch that changed the entity last: `entity_batch`
/// @param line the line of that batch: `entity_line`
/// @param updatedAt when that was: `entity_updated_at`
public record EntityNames(String key, String batch, String line, String updatedAt) {

    public static EntityNames of(RecordSchema schema) {
        return new EntityNames(
                free("entity_key", schema.fields()),
                free("entity_batch", schema.fields()),
                free("entity_line", schema.fields()),
                free("entity_updated_at", schema.fields()));
    }

    private static String free(String wanted, List<RecordField> fields) {
        var name = wanted;
        while (isTaken(name, fields)) {
            name = "_" + name;
        }
        return name;
    }

    private static boolean isTaken(String name, List<RecordField> fields) {
        return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }
}
