package io.sluice.parquet;

import io.sluice.parquet.ColumnType.BooleanType;
import io.sluice.parquet.ColumnType.DateType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ColumnType.DoubleType;
import io.sluice.parquet.ColumnType.IntType;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ColumnType.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// The value that one column has in the current row of [StoredRows].
public final class StoredValues {
    private static final PrimitiveConverter NOT_USED = new PrimitiveConverter() {};

    private final ColumnType type;
    private @Nullable ColumnReader reader;
    private int present;

    StoredValues(ColumnType type) {
        this.type = type;
    }

    /// Moves to the first row of a row group.
    void bind(ColumnDescriptor column, ChunkPages pages) {
        // Which version wrote it matters for an encoding that no service of ours uses.
        reader = new ColumnReaderImpl(column, pages, NOT_USED, null);
        present = column.getMaxDefinitionLevel();
    }

    /// Frees the memory of a row group that is read.
    void release() {
        reader = null;
    }

    void skip(long rows) {
        var current = reader();
        for (long i = 0; i < rows; i++) {
            if (current.getCurrentDefinitionLevel() == present) {
                current.skip();
            }
            current.consume();
        }
    }

    private ColumnReader reader() {
        var current = reader;
        if (current == null) {
            throw new IllegalStateException("there is no current row: call next before the first value");
        }
        return current;
    }

    /// Appends the value in a form that is the same for the same value, also where the column's decimal has
    /// another precision.
    public void appendTo(CellBytes cells) {
        var current = reader();
        if (current.getCurrentDefinitionLevel() < present) {
            cells.putNull();
            return;
        }
        switch (type) {
            case IntType(), DateType() -> cells.put(current.getInteger());
            case LongType(), TimestampType(var _) -> cells.put(current.getLong());
            case DoubleType() -> cells.put(current.getDouble());
            case BooleanType() -> cells.put(current.getBoolean() ? 1 : 0);
            case TextType() -> cells.put(current.getBinary().toByteBuffer());
            case DecimalType(var _, var _) -> putDecimal(current, cells);
        }
    }

    private static void putDecimal(ColumnReader current, CellBytes cells) {
        switch (primitive(current)) {
            case INT32 -> cells.putWide(current.getInteger());
            case INT64 -> cells.putWide(current.getLong());
            default -> cells.putWide(current.getBinary().toByteBuffer());
        }
    }

    private static PrimitiveTypeName primitive(ColumnReader current) {
        return current.getDescriptor().getPrimitiveType().getPrimitiveTypeName();
    }

    /// The value as it stands in JSON: a number, a boolean, or text; null where the cell is missing. Minus
    /// zero is zero, as in [#appendTo].
    public @Nullable Object json() {
        var current = reader();
        if (current.getCurrentDefinitionLevel() < present) {
            return null;
        }
        return switch (type) {
            case IntType() -> current.getInteger();
            case LongType() -> current.getLong();
            case DoubleType() -> current.getDouble() + 0.0;
            case BooleanType() -> current.getBoolean();
            case TextType() -> current.getBinary().toStringUsingUTF8();
            case DateType() -> LocalDate.ofEpochDay(current.getInteger()).toString();
            case TimestampType(var utc) -> timestamp(current.getLong(), utc);
            case DecimalType(var _, var scale) -> decimal(current, scale);
        };
    }

    private static String timestamp(long micros, boolean utc) {
        var moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return utc
                ? moment.toString()
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    }

    private static BigDecimal decimal(ColumnReader current, int scale) {
        return switch (primitive(current)) {
            case INT32 -> BigDecimal.valueOf(current.getInteger(), scale);
            case INT64 -> BigDecimal.valueOf(current.getLong(), scale);
            default -> new BigDecimal(new BigInteger(current.getBinary().getBytes()), scale);
        };
    }
}
