package io.sluice.parquet;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// The type of a column, by the name that Iceberg has for it. The Parquet types are those that Iceberg
/// writes.
///
/// | type | Parquet | values |
/// |---|---|---|
/// | int | INT32 | [ColumnValues#put(int)] |
/// | long | INT64 | [ColumnValues#put(long)] |
/// | double | DOUBLE | [ColumnValues#put(double)] |
/// | boolean | BOOLEAN | [ColumnValues#put(boolean)] |
/// | string | BINARY, String | [ColumnValues#put(byte[], int, int)], UTF-8 |
/// | date | INT32, Date | [ColumnValues#put(int)], days since 1970-01-01 |
/// | timestamp, timestamptz | INT64, Timestamp | [ColumnValues#put(long)], microseconds since 1970-01-01T00:00 |
/// | decimal(p, s), p up to 9 | INT32, Decimal | [ColumnValues#put(int)], the digits without the point |
/// | decimal(p, s), p up to 18 | INT64, Decimal | [ColumnValues#put(long)] |
/// | decimal(p, s), p up to 38 | FIXED_LEN_BYTE_ARRAY, Decimal | [ColumnValues#put(byte[], int, int)], big-endian |
public sealed interface ColumnType {
    record IntType() implements ColumnType {}

    record LongType() implements ColumnType {}

    record DoubleType() implements ColumnType {}

    record BooleanType() implements ColumnType {}

    record TextType() implements ColumnType {}

    record DateType() implements ColumnType {}

    /// A date with a time.
    ///
    /// @param utc whether a value is a moment: `timestamptz`
    record TimestampType(boolean utc) implements ColumnType {}

    /// An exact number.
    ///
    /// @param precision digits in all, 1 to 38
    /// @param scale digits after the point, up to the precision
    record DecimalType(int precision, int scale) implements ColumnType {
        static final int INT_DIGITS = 9;
        static final int LONG_DIGITS = 18;
        private static final int MOST_DIGITS = 38;
        private static final double BITS_OF_A_DIGIT = Math.log(10) / Math.log(2);

        public DecimalType {
            if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "expected a precision from 1 to 38 and a scale up to it but got decimal(%d, %d)"
                                .formatted(precision, scale));
            }
        }

        /// The bytes of a value in a column of more than 18 digits.
        int bytes() {
            return (int) Math.ceil((precision * BITS_OF_A_DIGIT + 1) / Byte.SIZE);
        }
    }

    /// The column in a file's schema.
    default Type parquet(String name, int id) {
        return switch (this) {
            case IntType() -> Types.optional(PrimitiveTypeName.INT32).id(id).named(name);
            case LongType() -> Types.optional(PrimitiveTypeName.INT64).id(id).named(name);
            case DoubleType() -> Types.optional(PrimitiveTypeName.DOUBLE).id(id).named(name);
            case BooleanType() ->
                Types.optional(PrimitiveTypeName.BOOLEAN).id(id).named(name);
            case TextType() ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .id(id)
                        .named(name);
            case DateType() ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .id(id)
                        .named(name);
            case TimestampType(var utc) ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(utc, TimeUnit.MICROS))
                        .id(id)
                        .named(name);
            case DecimalType decimal -> decimal(decimal, name, id);
        };
    }

    private static Type decimal(DecimalType type, String name, int id) {
        var annotation = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        if (type.precision() <= DecimalType.INT_DIGITS) {
            return Types.optional(PrimitiveTypeName.INT32).as(annotation).id(id).named(name);
        }
        if (type.precision() <= DecimalType.LONG_DIGITS) {
            return Types.optional(PrimitiveTypeName.INT64).as(annotation).id(id).named(name);
        }
        return Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                .length(type.bytes())
                .as(annotation)
                .id(id)
                .named(name);
    }
}
