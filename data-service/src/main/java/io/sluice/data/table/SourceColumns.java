package io.sluice.data.table;

import io.sluice.contracts.api.SchemaDocument;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.types.Types.NestedField;

/// The columns of a source's table under one version of its schema, without ours.
///
/// @param version of the schema, from 1
/// @param columns in the schema's order, all of them optional: each field has its id in every version
/// @param primaryKey the ids of its columns, none when the source has no key
/// @param plainCopy whether each day is also kept at a plain path
public record SourceColumns(int version, List<NestedField> columns, List<Integer> primaryKey, boolean plainCopy) {
    public SourceColumns {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /// The columns of a schema.
    ///
    /// @throws UnusableSchemaException when this version of the service cannot use the schema
    public static SourceColumns of(SchemaDocument document) {
        return switch (Schema.check(document.toDeclaration())) {
            case SchemaCheck.Valid(var schema) -> of(document, schema.fields());
            case SchemaCheck.Refused(var problems) ->
                throw new UnusableSchemaException("version %d of the schema of %s cannot be used here: %s"
                        .formatted(
                                document.version(),
                                document.sourceType(),
                                problems.getFirst().message()));
        };
    }

    private static SourceColumns of(SchemaDocument document, List<Field> fields) {
        var columns = new ArrayList<NestedField>();
        for (var field : fields) {
            columns.add(NestedField.optional(id(document, field.name()), field.name(), ColumnTypes.of(field)));
        }
        var key = Objects.requireNonNullElse(document.primaryKey(), List.<String>of()).stream()
                .map(name -> id(document, name))
                .toList();
        return new SourceColumns(document.version(), columns, key, document.hasPlainCopy());
    }

    private static int id(SchemaDocument document, String field) {
        var id = Objects.requireNonNull(document.fieldIds()).get(field);
        if (id == null) {
            throw new UnusableSchemaException("field %s in version %d of the schema of %s has no id"
                    .formatted(field, document.version(), document.sourceType()));
        }
        return id;
    }
}
