package io.sluice.parquet;

import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordValue;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ColumnType.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// The fields of a file of entities, as Iceberg writes them: an Object is a group, an Array the usual list of
/// three levels, an Object with any keys a text. All may be missing.
///
/// @param types in the order of the schema, then ours
/// @param secret the paths of columns that hide their values, joined by dots
record EntityFields(List<Type> types, List<String> secret) {

    /// @param hidesKeys whether the key hides its values
    /// @param ids by path: `address`, `address.city`, `tags`, `tags[]`; those of our fields by their names
    static EntityFields of(List<RecordField> fields, EntityNames names, boolean hidesKeys, ToIntFunction<String> ids) {
        var secret = new ArrayList<String>();
        var types = new ArrayList<Type>();
        for (var field : fields) {
            types.add(type(field.name(), field.name(), field.name(), field.value(), ids, secret));
        }
        if (hidesKeys) {
            secret.add(names.key());
        }
        types.add(new TextType().parquet(names.key(), ids.applyAsInt(names.key())));
        types.add(new TextType().parquet(names.batch(), ids.applyAsInt(names.batch())));
        types.add(new LongType().parquet(names.line(), ids.applyAsInt(names.line())));
        types.add(new TimestampType(true).parquet(names.updatedAt(), ids.applyAsInt(names.updatedAt())));
        return new EntityFields(types, secret);
    }

    /// @param path of the field in the record
    /// @param place of the column in the file
    private static Type type(
            String name, String path, String place, RecordValue value, ToIntFunction<String> ids, List<String> secret) {
        int id = ids.applyAsInt(path);
        return switch (value) {
            case RecordValue.Scalar(var field) -> {
                if (field.sensitivity().hidesValues()) {
                    secret.add(place);
                }
                yield FieldColumns.type(field).parquet(name, id);
            }
            case RecordValue.AnyObject _ -> new TextType().parquet(name, id);
            case RecordValue.Structure(var fields) -> {
                var group = Types.optionalGroup();
                for (var field : fields) {
                    group.addField(type(
                            field.name(),
                            path + "." + field.name(),
                            place + "." + field.name(),
                            field.value(),
                            ids,
                            secret));
                }
                yield group.id(id).named(name);
            }
            case RecordValue.Sequence(var items, var _) ->
                Types.optionalGroup()
                        .as(LogicalTypeAnnotation.listType())
                        .addField(Types.repeatedGroup()
                                .addField(type("element", path + "[]", place + ".list.element", items, ids, secret))
                                .named("list"))
                        .id(id)
                        .named(name);
        };
    }
}
