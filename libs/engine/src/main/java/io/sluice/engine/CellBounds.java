package io.sluice.engine;

import io.sluice.engine.scan.RecordCells;
import java.util.Arrays;

/// Where cells of several records are in one buffer. Mutable and reused.
final class CellBounds {
    /// Primary keys may have a cell in each of 2,000 columns.
    private static final int MANY = 1 << 12;

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private boolean[] doubled = new boolean[16];
    private int count;

    /// Whether cells of this record can be added: there is room, and it is in the same buffer as the others.
    @SuppressWarnings("ReferenceEquality") // the same array, not one with the same bytes
    boolean canAdd(RecordCells cells) {
        return count == 0 || (count < MANY && cells.bytes() == bytes);
    }

    void add(RecordCells cells, int cell) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            doubled = Arrays.copyOf(doubled, 2 * count);
        }
        bytes = cells.bytes();
        from[count] = cells.from(cell);
        to[count] = cells.to(cell);
        doubled[count++] = cells.isDoubled(cell);
    }

    void open(int cell, CellReader reader) {
        reader.open(bytes, from[cell], to[cell], doubled[cell]);
    }

    void clear() {
        count = 0;
        bytes = NONE;
    }
}
