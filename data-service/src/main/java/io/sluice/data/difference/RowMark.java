package io.sluice.data.difference;

import java.nio.ByteBuffer;

/// What is noted of one row of one of both versions: digests of 128 bits, no value. Mutable, and reused row
/// by row.
final class RowMark {
    static final int BYTES = 4 * Long.BYTES + 2 * Integer.BYTES;

    /// Of the primary key, or what else rows are paired by.
    long keyHigh;

    long keyLow;

    /// Of all cells that are compared.
    long rowHigh;

    long rowLow;

    /// Its place in its file, from 0.
    int place;

    /// What it takes of a page's memory, in bytes.
    int size;

    /// Whether it is of the later version.
    boolean after;

    void write(ByteBuffer target) {
        target.putLong(keyHigh)
                .putLong(keyLow)
                .putLong(rowHigh)
                .putLong(rowLow)
                .putInt(place)
                .putInt(after ? ~size : size);
    }

    void read(ByteBuffer source) {
        keyHigh = source.getLong();
        keyLow = source.getLong();
        rowHigh = source.getLong();
        rowLow = source.getLong();
        place = source.getInt();
        int stored = source.getInt();
        after = stored < 0;
        size = after ? ~stored : stored;
    }

    /// From now on it is paired by all its cells.
    void pairByRow() {
        keyHigh = rowHigh;
        keyLow = rowLow;
    }

    Digest key() {
        return new Digest(keyHigh, keyLow);
    }

    boolean hasRow(long high, long low) {
        return rowHigh == high && rowLow == low;
    }

    /// As long as nobody can choose colliding values, equal digests are equal values.
    record Digest(long high, long low) {}
}
