package io.sluice.data.table;

import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Sensitivity;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// The Iceberg types of our fields (spec 5 section 3).
///
/// | field | Iceberg |
/// |---|---|
/// | sensitive, whatever its type | string: the hash, 64 hex digits |
/// | Integer | long |
/// | Decimal | decimal(p, s); decimal(38, 18) with neither; with a precision alone the scale is 0 |
/// | Double, Boolean, String, Date | double, boolean, string, date |
/// | DateTime in ISO form | timestamptz, microseconds |
/// | DateTime with a `format` | timestamp, microseconds |
/// | Time | string: Spark reads no table with a time column |
/// | Year, YearMonth | int, string |
final class ColumnTypes {
    private ColumnTypes() {}

    static Type of(Field field) {
        return switch (field.sensitivity()) {
            case Sensitivity.None none -> ofValues(field);
            case Sensitivity.RequireHashed requireHashed -> Types.StringType.get();
            case Sensitivity.Hash hash -> Types.StringType.get();
        };
    }

    private static Type ofValues(Field field) {
        return switch (field.type()) {
            case INTEGER -> Types.LongType.get();
            case DECIMAL ->
                Types.DecimalType.of(
                        field.constraints().decimalPrecision(),
                        field.constraints().decimalScale());
            case DOUBLE -> Types.DoubleType.get();
            case BOOLEAN -> Types.BooleanType.get();
            case STRING, TIME, YEAR_MONTH -> Types.StringType.get();
            case DATE -> Types.DateType.get();
            case DATE_TIME ->
                field.format().isPresent() ? Types.TimestampType.withoutZone() : Types.TimestampType.withZone();
            case YEAR -> Types.IntegerType.get();
        };
    }
}
