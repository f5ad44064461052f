package io.sluice.engine.scan;

import java.util.Arrays;

/// The cells of the record found last. Mutable, reused; valid until the next record is looked for.
///
/// Offsets count from the record's first byte, which lies at `base` of `bytes`. A quoted cell's bounds lie
/// inside its quotes; where quotes are doubled in it they still are. Breaks style for speed: its package
/// writes the fields directly.
public final class RecordCells {
    byte[] bytes = {};
    int base;
    int length;
    int lines;
    int count;
    int strayCell;
    boolean anyDoubled;
    final int[] from;
    final int[] to;
    final boolean[] doubled;

    /// @param capacity cells whose bounds are kept; further ones are only counted
    public RecordCells(int capacity) {
        from = new int[capacity];
        to = new int[capacity];
        doubled = new boolean[capacity];
        strayCell = -1;
    }

    void clear() {
        length = 0;
        lines = 0;
        count = 0;
        strayCell = -1;
        if (anyDoubled) {
            Arrays.fill(doubled, false);
            anyDoubled = false;
        }
    }

    void add(int start, int end, boolean hasDoubled) {
        if (count < from.length) {
            from[count] = start;
            to[count] = end;
            if (hasDoubled) {
                doubled[count] = true;
                anyDoubled = true;
            }
        }
        count++;
    }

    /// Says where the record's bytes lie.
    public void bind(byte[] array, int start) {
        bytes = array;
        base = start;
    }

    /// Makes this the record of an empty line.
    public void setBlank() {
        clear();
        add(0, 0, false);
        base = 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Where the record starts in [#bytes].
    public int base() {
        return base;
    }

    /// Bytes of the record without its line ending.
    public int length() {
        return length;
    }

    /// Line breaks inside the record's quotes.
    public int lines() {
        return lines;
    }

    /// How many cells the record has; more than the capacity is possible.
    public int count() {
        return count;
    }

    /// The first cell with a misplaced quote, negative for none; the bounds of such a cell are its raw text.
    public int strayCell() {
        return strayCell;
    }

    public boolean isBlank() {
        return length == 0;
    }

    /// Where the cell starts in [#bytes].
    public int from(int cell) {
        return base + from[cell];
    }

    /// Where the cell ends in [#bytes].
    public int to(int cell) {
        return base + to[cell];
    }

    /// Whether the cell has doubled quotes to undo.
    public boolean isDoubled(int cell) {
        return anyDoubled && doubled[cell];
    }

    /// Whether the bounds of the cell are kept.
    public boolean holds(int cell) {
        return cell < from.length;
    }
}
