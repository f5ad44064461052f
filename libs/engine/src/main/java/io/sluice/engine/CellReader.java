package io.sluice.engine;

import io.sluice.engine.scan.RecordCells;

/// Reads the text of single cells and turns doubled quotes into single ones, in a reused buffer. After
/// [#open] the text lies between [#from] and [#to] of [#bytes], until the next cell is opened.
final class CellReader {
    private static final int FIRST_SIZE = 256;
    private static final int MOST_KEPT = 1 << 20;

    private byte[] unescaped = new byte[FIRST_SIZE];
    private byte[] bytes = unescaped;
    private int from;
    private int to;

    void open(RecordCells cells, int cell) {
        open(cells.bytes(), cells.from(cell), cells.to(cell), cells.isDoubled(cell));
    }

    void open(byte[] source, int start, int end, boolean isDoubled) {
        if (isDoubled) {
            openDoubled(source, start, end);
        } else {
            bytes = source;
            from = start;
            to = end;
        }
    }

    void openDoubled(byte[] source, int start, int end) {
        if (unescaped.length < end - start) {
            unescaped = new byte[Math.max(end - start, 2 * unescaped.length)];
        }
        bytes = unescaped;
        from = 0;
        to = unescape(source, start, end, unescaped, 0);
    }

    /// Copies the text of a cell with doubled quotes.
    ///
    /// @param target has room for all of the cell from `at` on
    /// @return where the copy ends
    static int unescape(byte[] source, int start, int end, byte[] target, int at) {
        int length = at;
        for (int i = start; i < end; i++) {
            byte symbol = source[i];
            target[length++] = symbol;
            if (symbol == '"') {
                i++;
            }
        }
        return length;
    }

    /// Ends the row: gives the memory of a large cell back.
    void endRow() {
        if (unescaped.length > MOST_KEPT) {
            unescaped = new byte[FIRST_SIZE];
            bytes = unescaped;
            to = from;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
