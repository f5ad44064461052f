package io.sluice.parquet;

import io.sluice.parquet.ColumnType.BooleanType;
import io.sluice.parquet.ColumnType.DateType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ColumnType.DoubleType;
import io.sluice.parquet.ColumnType.IntType;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ColumnType.TimestampType;
import java.io.IOException;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/// Reads what [ColumnType#parquet] writes into a file's schema.
final class StoredTypes {
    private StoredTypes() {}

    /// @throws IOException for a column that is none of ours
    static ColumnType of(Type field) throws IOException {
        if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
            throw unknown(field);
        }
        var annotation = field.getLogicalTypeAnnotation();
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return new DecimalType(decimal.getPrecision(), decimal.getScale());
        }
        return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> new BooleanType();
            case DOUBLE -> new DoubleType();
            case INT32 -> annotation instanceof DateLogicalTypeAnnotation ? new DateType() : new IntType();
            case INT64 ->
                annotation instanceof TimestampLogicalTypeAnnotation moment ? timestamp(field, moment) : new LongType();
            case BINARY -> new TextType();
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw unknown(field);
        };
    }

    private static ColumnType timestamp(Type field, TimestampLogicalTypeAnnotation moment) throws IOException {
        if (moment.getUnit() != TimeUnit.MICROS) {
            throw unknown(field);
        }
        return new TimestampType(moment.isAdjustedToUTC());
    }

    private static IOException unknown(Type field) {
        return new IOException("expected a column of a type that Sluice writes but got: " + field);
    }
}
