package io.sluice.parquet;

import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// A column of numbers of 4 or 8 bytes.
final class LongValues extends ColumnValues {
    private final PrimitiveTypeName kind;
    private final int width;
    private final LongDictionary dictionary;
    private int plainBytes;
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;

    LongValues(PrimitiveType type, ColumnLimits limits, PageBuffer scratch) {
        super(type, limits, scratch);
        kind = type.getPrimitiveTypeName();
        width = kind == PrimitiveTypeName.INT32 ? Integer.BYTES : Long.BYTES;
        dictionary = new LongDictionary(limits.dictionaryBytes());
    }

    @Override
    public void put(int value) {
        if (kind != PrimitiveTypeName.INT32) {
            throw wrongMethod("an int");
        }
        take(value);
    }

    @Override
    public void put(long value) {
        if (kind != PrimitiveTypeName.INT64) {
            throw wrongMethod("a long");
        }
        take(value);
    }

    @Override
    public void put(double value) {
        if (kind != PrimitiveTypeName.DOUBLE) {
            throw wrongMethod("a double");
        }
        take(Double.doubleToLongBits(value));
    }

    private void take(long value) {
        plainBytes += width;
        if (isIndexed()) {
            int id = dictionary.id(value);
            if (id >= 0) {
                index(id);
                endValue(plainBytes);
                return;
            }
            stopIndexing();
        }
        write(value);
        endValue(plainBytes);
    }

    private void write(long value) {
        bound(value);
        if (width == Long.BYTES) {
            values().putLong(value);
        } else {
            values().putInt((int) value);
        }
    }

    @Override
    void putPlainly(int id) {
        write(dictionary.get(id));
    }

    /// Bits of doubles have the order of their numbers once those of negative ones are turned.
    private void bound(long bits) {
        long value = kind == PrimitiveTypeName.DOUBLE ? turned(bits) : bits;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
    }

    private static long turned(long bits) {
        return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }

    @Override
    int plainBytes() {
        return plainBytes;
    }

    @Override
    void addBounds(Statistics<?> statistics) {
        for (int i = 0; i < ids().count(); i++) {
            bound(dictionary.get(ids().get(i)));
        }
        if (smallest <= largest) {
            add(smallest, statistics);
            add(largest, statistics);
        }
    }

    private void add(long bound, Statistics<?> statistics) {
        switch (kind) {
            case INT32 -> statistics.updateStats((int) bound);
            case INT64 -> statistics.updateStats(bound);
            default -> statistics.updateStats(Double.longBitsToDouble(turned(bound)));
        }
    }

    @Override
    void clearPage() {
        plainBytes = 0;
        smallest = Long.MAX_VALUE;
        largest = Long.MIN_VALUE;
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.size() * width;
    }

    @Override
    int dictionaryMemory() {
        return dictionary.memory();
    }

    @Override
    void writeDictionary(PageBuffer out) {
        for (int id = 0; id < dictionary.size(); id++) {
            if (width == Long.BYTES) {
                out.putLong(dictionary.get(id));
            } else {
                out.putInt((int) dictionary.get(id));
            }
        }
    }
}
