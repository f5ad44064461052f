package io.sluice.data.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/// What a source's table adds to the source's columns: the column of the data date, at the end, by which the
/// table is partitioned. The files do not hold it.
///
/// | name | taken by a field of the tenant, in any case |
/// |---|---|
/// | column `data_date` | `_data_date` |
/// | partition field `date` | `_date` |
final class TableLayout {
    /// Above every id of a tenant's field, and below those that Iceberg keeps for itself.
    static final int DATA_DATE_ID = 1_000_000_000;

    private static final String DATA_DATE = "data_date";
    private static final String PARTITION = "date";
    private static final int SPEC_ID = 0;

    private TableLayout() {}

    static Schema schema(SourceColumns source) {
        var columns = new ArrayList<>(source.columns());
        columns.add(NestedField.optional(DATA_DATE_ID, freeName(DATA_DATE, source.columns()), Types.DateType.get()));
        return new Schema(columns);
    }

    /// @param schema made by [#schema]
    static PartitionSpec partitions(Schema schema) {
        return PartitionSpec.builderFor(schema)
                .withSpecId(SPEC_ID)
                .identity(schema.findColumnName(DATA_DATE_ID), partitionName(schema))
                .build();
    }

    private static String partitionName(Schema schema) {
        return freeName(PARTITION, schema.columns());
    }

    /// The metadata with the columns of a schema and a partition field whose name fits them. Iceberg refuses
    /// a column that is named like a partition field, even one of an old spec, so the field is renamed in
    /// place. Files refer to it by its id.
    ///
    /// The new name may be a column of the old schema, so the field first gets a name that neither schema
    /// has.
    static TableMetadata withSchema(TableMetadata metadata, Schema schema) {
        if (schema.sameSchema(metadata.schema())) {
            return metadata;
        }
        var both = new ArrayList<>(metadata.schema().columns());
        both.addAll(schema.columns());
        var changed = TableMetadata.buildFrom(withPartitionName(metadata, freeName(PARTITION, both)))
                .setCurrentSchema(schema, Math.max(metadata.lastColumnId(), schema.highestFieldId()))
                .build();
        return withPartitionName(changed, partitionName(schema));
    }

    private static TableMetadata withPartitionName(TableMetadata metadata, String name) {
        if (metadata.spec().fields().getFirst().name().equals(name)) {
            return metadata;
        }
        return MetadataJson.withPartitionName(metadata, name);
    }

    private static String freeName(String wanted, List<NestedField> columns) {
        var name = wanted;
        while (isTaken(name, columns)) {
            name = "_" + name;
        }
        return name;
    }

    private static boolean isTaken(String name, List<NestedField> columns) {
        return columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
    }

    /// Whether old files of a column can be read with its new type: only a precision may grow.
    static boolean isReadable(Type before, Type now) {
        return before.equals(now)
                || (before instanceof Types.DecimalType old
                        && now instanceof Types.DecimalType wider
                        && old.scale() == wider.scale()
                        && old.precision() <= wider.precision());
    }
}
