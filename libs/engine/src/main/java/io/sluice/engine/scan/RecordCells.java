package io.sluice.engine.scan;

import java.util.Arrays;

/// The cells of the current record. Mutable and reused; valid until the scanner looks for the next record.
///
/// Offsets count from the first byte of the record, at `base` in `bytes`. The bounds of a quoted cell exclude
/// its quotes; quotes doubled inside are still doubled. For the record `12,"A""b",7`:
///
/// | cell | `from` | `to` | `doubled` |
/// |---|---|---|---|
/// | `12` | 0 | 2 | no |
/// | `"A""b"` | 4 | 8 | yes |
/// | `7` | 10 | 11 | no |
///
/// Breaks style for speed: its package writes the fields directly.
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

    /// @param capacity number of cells whose bounds are kept; further cells are only counted
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

    /// Sets the array that holds the record, and the index of its first byte.
    public void bind(byte[] array, int start) {
        bytes = array;
        base = start;
    }

    /// Turns this into the record of an empty line.
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

    /// Line breaks inside quotes.
    public int lines() {
        return lines;
    }

    /// The number of cells; it can exceed the capacity.
    public int count() {
        return count;
    }

    /// The first cell with a misplaced quote, negative if there is none. The bounds of such a cell enclose
    /// its raw text.
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

    /// Whether the cell has doubled quotes that must be undone.
    public boolean isDoubled(int cell) {
        return anyDoubled && doubled[cell];
    }

    /// Whether the bounds of the cell are kept.
    public boolean holds(int cell) {
        return cell < from.length;
    }
}
