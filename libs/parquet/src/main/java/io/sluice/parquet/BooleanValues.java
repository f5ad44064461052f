package io.sluice.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/// A column of booleans: a bit for each value, the lowest first.
final class BooleanValues extends ColumnValues {
    private final byte[] last = new byte[1];
    private int count;
    private boolean anyTrue;
    private boolean anyFalse;

    BooleanValues(PrimitiveType type, ColumnLimits limits, PageBuffer scratch) {
        super(type, limits.withoutDictionary(), scratch);
    }

    @Override
    public void put(boolean value) {
        anyTrue |= value;
        anyFalse |= !value;
        last[0] |= (byte) ((value ? 1 : 0) << (count & 7));
        if ((++count & 7) == 0) {
            values().putByte(last[0]);
            last[0] = 0;
        }
        endValue(values().length());
    }

    @Override
    BytesInput plainContent() {
        if ((count & 7) != 0) {
            values().putByte(last[0]);
        }
        return values().content();
    }

    @Override
    void addBounds(Statistics<?> statistics) {
        if (anyTrue) {
            statistics.updateStats(true);
        }
        if (anyFalse) {
            statistics.updateStats(false);
        }
    }

    @Override
    void clearPage() {
        last[0] = 0;
        count = 0;
        anyTrue = false;
        anyFalse = false;
    }

    @Override
    void putPlainly(int id) {
        throw new IllegalStateException("booleans have no dictionary");
    }

    @Override
    int plainBytes() {
        return values().length();
    }

    @Override
    void clearDictionary() {}

    @Override
    int dictionarySize() {
        return 0;
    }

    @Override
    int dictionaryBytes() {
        return 0;
    }

    @Override
    int dictionaryMemory() {
        return 0;
    }

    @Override
    void writeDictionary(PageBuffer out) {}
}
