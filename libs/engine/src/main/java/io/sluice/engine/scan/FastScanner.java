package io.sluice.engine.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The fast path: finds the cells of a complete ordinary record in the buffer, eight bytes at a time.
///
/// It answers [#UNUSUAL] for everything else, and [ExactScanner] reads that record: one that the buffer cuts
/// off, a misplaced quote, a lone CR, a NUL, ill-formed UTF-8, more cells than the schema has fields.
/// Whatever this class accepts, the exact scanner must accept with the same cells.
///
/// Breaks style for speed: the loops work on words and write the fields of the cells directly.
public final class FastScanner {
    /// The exact scanner must read this record.
    public static final int UNUSUAL = -1;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = ~HIGH_BITS;
    /// Added to the low seven bits of a byte it carries into the eighth from 0x20 (blank) on.
    private static final long TO_BLANK = 0x60 * ONES;

    private static final long QUOTES = '"' * ONES;

    private final byte delimiter;
    private final long delimiters;
    private final int limit;
    private final RecordCells cells;

    public FastScanner(byte delimiter, int limit, RecordCells cells) {
        this.delimiter = delimiter;
        this.delimiters = delimiter * ONES;
        this.limit = limit;
        this.cells = cells;
    }

    /// Reads the record that starts at `start`. Returns the index after its line ending, or [#UNUSUAL].
    public int read(byte[] bytes, int start, int end) {
        RecordCells found = cells;
        found.clear();
        int[] froms = found.from;
        int[] tos = found.to;
        int capacity = froms.length;
        int count = 0;
        int cellStart = start;
        long seen = 0;
        int i = start;
        words:
        while (i <= end - Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            seen |= word;
            long marks = marks(word);
            while (marks != 0) {
                int at = i + (Long.numberOfTrailingZeros(marks) >>> 3);
                marks &= marks - 1;
                byte symbol = bytes[at];
                if (symbol == delimiter) {
                    if (count == capacity) {
                        return UNUSUAL;
                    }
                    froms[count] = cellStart - start;
                    tos[count++] = at - start;
                    cellStart = at + 1;
                } else if (symbol == '\n') {
                    return finish(bytes, start, at, at + 1, cellStart, count, seen);
                } else if (symbol == '\r') {
                    if (at + 1 < end && bytes[at + 1] == '\n') {
                        return finish(bytes, start, at, at + 2, cellStart, count, seen);
                    }
                    return UNUSUAL;
                } else if (symbol == '"') {
                    int close = at == cellStart ? closingQuote(bytes, at + 1, end) : UNUSUAL;
                    if (close == UNUSUAL || count == capacity) {
                        return UNUSUAL;
                    }
                    seen |= quotedBits;
                    if (quotedDoubled) {
                        found.doubled[count] = true;
                        found.anyDoubled = true;
                    }
                    found.lines += quotedLines;
                    froms[count] = at + 1 - start;
                    tos[count++] = close - start;
                    byte next = bytes[close + 1];
                    if (next == delimiter) {
                        cellStart = close + 2;
                        i = cellStart;
                        continue words;
                    }
                    if (next == '\n') {
                        return finish(bytes, start, close + 1, close + 2, UNUSUAL, count, seen);
                    }
                    if (next == '\r' && close + 2 < end && bytes[close + 2] == '\n') {
                        return finish(bytes, start, close + 1, close + 3, UNUSUAL, count, seen);
                    }
                    return UNUSUAL;
                } else if (symbol == 0) {
                    return UNUSUAL;
                }
            }
            i += Long.BYTES;
        }
        return UNUSUAL;
    }

    private long quotedBits;
    private boolean quotedDoubled;
    private int quotedLines;

    /// The index of the quote that closes the cell whose text starts at `from`. At least one byte follows it.
    private int closingQuote(byte[] bytes, int from, int end) {
        quotedBits = 0;
        quotedDoubled = false;
        quotedLines = 0;
        for (int i = from; i < end - 1; i++) {
            byte symbol = bytes[i];
            quotedBits |= symbol;
            if (symbol == '"') {
                if (bytes[i + 1] != '"') {
                    return i;
                }
                quotedDoubled = true;
                i++;
            } else if (symbol == '\n') {
                quotedLines++;
            } else if (symbol == 0) {
                return UNUSUAL;
            }
        }
        return UNUSUAL;
    }

    private int finish(byte[] bytes, int start, int recordEnd, int next, int cellStart, int cellsSoFar, long seen) {
        int count = cellsSoFar;
        if (cellStart != UNUSUAL) {
            if (count == cells.from.length) {
                return UNUSUAL;
            }
            cells.from[count] = cellStart - start;
            cells.to[count++] = recordEnd - start;
        }
        if (recordEnd - start > limit || ((seen & HIGH_BITS) != 0 && !Utf8.isWellFormed(bytes, start, recordEnd))) {
            return UNUSUAL;
        }
        cells.count = count;
        cells.length = recordEnd - start;
        return next;
    }

    /// Sets the high bit of each byte that is the delimiter, a quote or a control character.
    private long marks(long word) {
        long low = word & LOW_BITS;
        long controls = ~(low + TO_BLANK | word);
        return (controls | zeros(word ^ delimiters) | zeros(word ^ QUOTES)) & HIGH_BITS;
    }

    /// Sets the high bit of each byte that is zero. The other bits are undefined.
    private static long zeros(long word) {
        return ~((word & LOW_BITS) + LOW_BITS | word);
    }
}
