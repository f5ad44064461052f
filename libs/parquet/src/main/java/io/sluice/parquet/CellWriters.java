package io.sluice.parquet;

import io.sluice.engine.batch.SensitiveHash;
import io.sluice.engine.cell.TextSet;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldPatterns;
import io.sluice.engine.schema.Normalization;
import io.sluice.engine.schema.Sensitivity;
import io.sluice.engine.value.Booleans;
import io.sluice.engine.value.Doubles;
import io.sluice.engine.value.Integers;
import io.sluice.engine.value.ScaledDecimal;
import io.sluice.engine.value.ZoneOffsets;
import io.sluice.parquet.ColumnType.DecimalType;

/// Makes the [CellWriter] of a field. The values are those that the engine's own checks read.
final class CellWriters {
    private CellWriters() {}

    static CellWriter of(Field field, SensitiveHash hash) {
        return switch (field.sensitivity()) {
            case Sensitivity.Hash(var normalization) -> new Hashed(hash, normalization);
            case Sensitivity.RequireHashed() -> new LowerCase();
            case Sensitivity.None() -> typed(field);
        };
    }

    private static CellWriter typed(Field field) {
        var pattern = FieldPatterns.of(field).orElse(null);
        return switch (field.type()) {
            case INTEGER -> new Whole();
            case DECIMAL -> decimal(field);
            case DOUBLE -> new Floating();
            case STRING -> new Text();
            case BOOLEAN -> new Truth(new TextSet(field.trueValues()), new TextSet(field.falseValues()));
            case DATE -> DateWriters.date(pattern);
            case DATE_TIME ->
                pattern == null ? DateWriters.moment(ZoneOffsets.of(field.timeZone())) : DateWriters.localTime(pattern);
            case TIME -> DateWriters.time(pattern);
            case YEAR -> DateWriters.year(pattern);
            case YEAR_MONTH -> DateWriters.yearMonth(pattern);
        };
    }

    private static CellWriter decimal(Field field) {
        if (!(FieldColumns.type(field) instanceof DecimalType type)) {
            throw new IllegalStateException("a Decimal has a decimal column: " + field.name());
        }
        if (type.precision() <= DecimalType.INT_DIGITS) {
            return new IntDecimal(type.scale());
        }
        return type.precision() <= DecimalType.LONG_DIGITS ? new LongDecimal(type.scale()) : new WideDecimal(type);
    }

    private static final class Whole extends CellWriter {
        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            // What an invalid text gives is also the smallest Integer.
            values.put(Integers.parse(bytes, from, to));
        }
    }

    private static final class Floating extends CellWriter {
        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            values.put(Doubles.value(bytes, from, to));
        }
    }

    private static final class Text extends CellWriter {
        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            values.put(bytes, from, to);
        }
    }

    private static final class Truth extends CellWriter {
        private final TextSet trueValues;
        private final TextSet falseValues;

        Truth(TextSet trueValues, TextSet falseValues) {
            this.trueValues = trueValues;
            this.falseValues = falseValues;
        }

        /// A valid cell that is not one of the words for one value is the other value.
        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            values.put(
                    trueValues.isEmpty()
                            ? Booleans.parse(bytes, from, to) == 1 && !falseValues.contains(bytes, from, to)
                            : trueValues.contains(bytes, from, to));
        }
    }

    private static final class IntDecimal extends CellWriter {
        private final ScaledDecimal number = new ScaledDecimal();
        private final int scale;

        IntDecimal(int scale) {
            this.scale = scale;
        }

        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            number.read(bytes, from, to, scale);
            values.put((int) number.toLong());
        }
    }

    private static final class LongDecimal extends CellWriter {
        private final ScaledDecimal number = new ScaledDecimal();
        private final int scale;

        LongDecimal(int scale) {
            this.scale = scale;
        }

        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            number.read(bytes, from, to, scale);
            values.put(number.toLong());
        }
    }

    private static final class WideDecimal extends CellWriter {
        private final ScaledDecimal number = new ScaledDecimal();
        private final int scale;
        private final byte[] value;

        WideDecimal(DecimalType type) {
            scale = type.scale();
            value = new byte[type.bytes()];
        }

        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            number.read(bytes, from, to, scale);
            number.copyTo(value);
            values.put(value, 0, value.length);
        }
    }

    private static final class Hashed extends CellWriter {
        private final SensitiveHash hash;
        private final Normalization normalization;

        Hashed(SensitiveHash hash, Normalization normalization) {
            this.hash = hash;
            this.normalization = normalization;
        }

        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            byte[] hex = hash.of(bytes, from, to, normalization);
            values.put(hex, 0, hex.length);
        }
    }

    /// Hashes of the tenant: 64 hex digits in any case.
    private static final class LowerCase extends CellWriter {
        private byte[] digits = new byte[64];

        @Override
        void put(byte[] bytes, int from, int to, CellValues values) {
            int length = to - from;
            if (digits.length < length) {
                digits = new byte[length];
            }
            for (int i = 0; i < length; i++) {
                digits[i] = (byte) (bytes[from + i] | 0x20);
            }
            values.put(digits, 0, length);
        }
    }
}
