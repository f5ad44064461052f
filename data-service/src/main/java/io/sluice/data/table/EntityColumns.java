package io.sluice.data.table;

import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordValue;
import io.sluice.parquet.EntityNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/// The columns of a table of entities under one version of the schema of their source. All may be missing.
///
/// schema-service gives no ids to the fields of such sources. So they are given here: a field that the table
/// has under its path keeps its id, if the old files can be read with its type; any other one gets the next.
///
/// @param version of the schema, from 1
/// @param ids by path: `address`, `address.city`, `tags`, `tags[]`; those of our columns by their names
/// @param firstId the first one that was free before
/// @param nextId the first one that is free now
public record EntityColumns(int version, Schema schema, Map<String, Integer> ids, int firstId, int nextId) {
    /// Above every id of a tenant's field, and after that of the data date.
    private static final int KEY_ID = TableLayout.DATA_DATE_ID + 1;

    public EntityColumns {
        ids = Map.copyOf(ids);
    }

    /// The id of a field by its path.
    public int id(String path) {
        var id = ids.get(path);
        if (id == null) {
            throw new IllegalArgumentException("there is no field %s".formatted(path));
        }
        return id;
    }

    /// @param before the table's columns as they are; empty while there is no table
    static EntityColumns of(int version, RecordSchema schema, Optional<Schema> before, int firstId) {
        var ids = new Ids(before, firstId);
        var columns = ids.columns("", "", schema.fields());
        var names = EntityNames.of(schema);
        columns.add(ids.own(KEY_ID, names.key(), Types.StringType.get()));
        columns.add(ids.own(KEY_ID + 1, names.batch(), Types.StringType.get()));
        columns.add(ids.own(KEY_ID + 2, names.line(), Types.LongType.get()));
        columns.add(ids.own(KEY_ID + 3, names.updatedAt(), Types.TimestampType.withZone()));
        return new EntityColumns(version, new Schema(columns), ids.byPath, firstId, ids.next);
    }

    /// Gives ids while it makes the types.
    private static final class Ids {
        private final Optional<Schema> before;
        private final Map<String, Integer> byPath = new HashMap<>();
        private int next;

        private Ids(Optional<Schema> before, int firstId) {
            this.before = before;
            this.next = firstId;
        }

        /// @param path of the object around them, with a dot at its end
        /// @param column the same as Iceberg writes it: `tags.element` for `tags[]`
        private List<NestedField> columns(String path, String column, List<RecordField> fields) {
            var columns = new ArrayList<NestedField>();
            for (var field : fields) {
                var name = field.name();
                var id = id(path + name, column + name, field.value());
                columns.add(NestedField.optional(id, name, type(path + name, column + name, field.value())));
            }
            return columns;
        }

        private NestedField own(int id, String name, Type type) {
            byPath.put(name, id);
            return NestedField.optional(id, name, type);
        }

        private Type type(String path, String column, RecordValue value) {
            return switch (value) {
                case RecordValue.Scalar(var field) -> ColumnTypes.of(field);
                case RecordValue.AnyObject _ -> Types.StringType.get();
                case RecordValue.Structure(var fields) ->
                    Types.StructType.of(columns(path + ".", column + ".", fields));
                case RecordValue.Sequence(var items, var _) -> {
                    var id = id(path + "[]", column + ".element", items);
                    yield Types.ListType.ofOptional(id, type(path + "[]", column + ".element", items));
                }
            };
        }

        private int id(String path, String column, RecordValue value) {
            var known = before.map(schema -> schema.findField(column))
                    .filter(field -> isReadable(field.type(), value))
                    .map(NestedField::fieldId);
            int id = known.orElseGet(() -> next++);
            byPath.put(path, id);
            return id;
        }

        private static boolean isReadable(@Nullable Type type, RecordValue value) {
            return switch (value) {
                case RecordValue.Scalar(var field) ->
                    type != null && TableLayout.isReadable(type, ColumnTypes.of(field));
                case RecordValue.AnyObject _ -> type instanceof Types.StringType;
                case RecordValue.Structure _ -> type instanceof Types.StructType;
                case RecordValue.Sequence _ -> type instanceof Types.ListType;
            };
        }
    }
}
