package io.sluice.engine;

import io.sluice.engine.scan.RecordCells;
import java.util.Arrays;

/// The cells of some rows, column by column: UTF-8 without quotes, doubled quotes undone. All lie in one
/// array. Mutable and reused.
///
/// The number of rows is limited so that all cells have room for their bounds: 4,096 rows of 16 columns, 32
/// rows of 2,000.
public final class RowBatch {
    private static final int MOST_ROWS = 1 << 12;
    private static final int CELLS = 1 << 16;
    private static final int USUAL_BYTES = 1 << 20;
    /// After which the array is given back.
    private static final int MOST_KEPT_BYTES = 4 * USUAL_BYTES;
    private static final int MISSING = -1;

    private final int capacity;
    private final int[] from;
    private final int[] to;
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int rows;

    RowBatch(int columns) {
        capacity = Math.clamp(CELLS / columns, 1, MOST_ROWS);
        from = new int[capacity * columns];
        to = new int[capacity * columns];
    }

    /// An empty batch with the same columns.
    public RowBatch like() {
        return new RowBatch(from.length / capacity);
    }

    public int rows() {
        return rows;
    }

    /// Whether it takes more memory than most batches, for a record of some megabytes.
    public boolean isLarge() {
        return bytes.length > MOST_KEPT_BYTES;
    }

    /// The array that all cells lie in.
    public byte[] bytes() {
        return bytes;
    }

    /// Whether the cell is empty, or one of the texts that count as a missing value.
    public boolean isMissing(int column, int row) {
        return from[column * capacity + row] == MISSING;
    }

    /// Where the cell begins in [#bytes].
    public int from(int column, int row) {
        return from[column * capacity + row];
    }

    /// Where the cell ends in [#bytes].
    public int to(int column, int row) {
        return to[column * capacity + row];
    }

    boolean isFull() {
        return rows == capacity || length >= USUAL_BYTES;
    }

    void clear() {
        rows = 0;
        length = 0;
        if (isLarge()) {
            bytes = new byte[USUAL_BYTES];
        }
    }

    /// Copies a row. The batch must not be full.
    void add(RecordCells cells, Column[] columns) {
        int shift = append(cells.bytes(), cells.base(), cells.base() + cells.length()) - cells.base();
        int at = rows;
        for (int i = 0; i < columns.length; i++, at += capacity) {
            int start = cells.from(i) + shift;
            int end = cells.to(i) + shift;
            if (cells.isDoubled(i)) {
                start = appendWithoutDoubles(cells.bytes(), cells.from(i), cells.to(i));
                end = length;
            }
            from[at] = columns[i].isMissing(bytes, start, end) ? MISSING : start;
            to[at] = end;
        }
        rows++;
    }

    /// Where the copy begins.
    private int append(byte[] source, int start, int end) {
        int at = length;
        reserve(end - start);
        System.arraycopy(source, start, bytes, at, end - start);
        length = at + end - start;
        return at;
    }

    /// Likewise, with one quote for two.
    private int appendWithoutDoubles(byte[] source, int start, int end) {
        int at = length;
        reserve(end - start);
        length = CellReader.unescape(source, start, end, bytes, at);
        return at;
    }

    private void reserve(int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, 2 * bytes.length));
        }
    }
}
