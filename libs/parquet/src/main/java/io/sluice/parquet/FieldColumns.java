package io.sluice.parquet;

import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.Sensitivity;
import io.sluice.parquet.ColumnType.BooleanType;
import io.sluice.parquet.ColumnType.DateType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ColumnType.DoubleType;
import io.sluice.parquet.ColumnType.IntType;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ColumnType.TimestampType;
import java.util.List;
import java.util.function.ToIntFunction;

/// The columns of the fields of a source (spec 5 section 3).
public final class FieldColumns {
    private FieldColumns() {}

    /// In the order of the schema.
    ///
    /// @param ids the ids of the fields
    public static List<ParquetColumn> of(Schema schema, ToIntFunction<Field> ids) {
        return schema.fields().stream()
                .map(field -> new ParquetColumn(
                        field.name(),
                        ids.applyAsInt(field),
                        type(field),
                        field.sensitivity().hidesValues()))
                .toList();
    }

    /// The type of the field's column.
    public static ColumnType type(Field field) {
        return switch (field.sensitivity()) {
            case Sensitivity.RequireHashed(), Sensitivity.Hash(var _) -> new TextType();
            case Sensitivity.None() ->
                switch (field.type()) {
                    case INTEGER -> new LongType();
                    case DECIMAL ->
                        new DecimalType(
                                field.constraints().decimalPrecision(),
                                field.constraints().decimalScale());
                    case DOUBLE -> new DoubleType();
                    case STRING, TIME, YEAR_MONTH -> new TextType();
                    case BOOLEAN -> new BooleanType();
                    case DATE -> new DateType();
                    case DATE_TIME -> new TimestampType(field.format().isEmpty());
                    case YEAR -> new IntType();
                };
        };
    }
}
