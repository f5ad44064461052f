package io.sluice.data.difference;

import io.sluice.engine.key.SipHash;
import io.sluice.parquet.CellBytes;
import io.sluice.parquet.StoredRows;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.ToIntFunction;

/// Notes the rows of both versions. Not thread-safe.
final class MarkRows {
    private static final int ROWS_BETWEEN_CHECKS = 1 << 12;
    /// Beside its value, when it is listed.
    private static final int BYTES_OF_A_CELL = 64;

    private final ComparedColumns columns;
    private final SipHash hash;
    private final TimeLimit limit;
    private final CellBytes cells = new CellBytes();

    MarkRows(ComparedColumns columns, SipHash hash, TimeLimit limit) {
        this.columns = columns;
        this.hash = hash;
        this.limit = limit;
    }

    void before(StoredRows rows, RowMarks target) throws IOException {
        mark(rows, false, ComparedColumns.Common::before, target);
    }

    void after(StoredRows rows, RowMarks target) throws IOException {
        mark(rows, true, ComparedColumns.Common::after, target);
    }

    private void mark(StoredRows rows, boolean after, ToIntFunction<ComparedColumns.Common> place, RowMarks target)
            throws IOException {
        var compared = columns.common().stream().mapToInt(place).toArray();
        var key = columns.key().stream().mapToInt(i -> compared[i]).toArray();
        var others = others(rows, compared);
        var mark = new RowMark();
        mark.after = after;
        while (rows.next()) {
            if (mark.place % ROWS_BETWEEN_CHECKS == 0) {
                limit.check();
            }
            if (key.length > 0) {
                cells.clear();
                append(rows, key);
                hash.hash(cells.array(), cells.length());
                mark.keyHigh = hash.high();
                mark.keyLow = hash.low();
            }
            cells.clear();
            append(rows, compared);
            hash.hash(cells.array(), cells.length());
            mark.rowHigh = hash.high();
            mark.rowLow = hash.low();
            if (compared.length == 0) {
                // Rows without a common column have nothing in common.
                mark.rowLow = after ? 1 : 0;
            }
            if (key.length == 0) {
                mark.pairByRow();
            }
            append(rows, others);
            mark.size = cells.length() + BYTES_OF_A_CELL * rows.columns().size();
            target.add(mark);
            mark.place++;
        }
    }

    private void append(StoredRows rows, int[] places) {
        for (int place : places) {
            rows.column(place).appendTo(cells);
        }
    }

    /// The columns that are not compared; they are shown, so their size counts.
    private static int[] others(StoredRows rows, int[] compared) {
        var rest = new BitSet();
        rest.set(0, rows.columns().size());
        for (int place : compared) {
            rest.clear(place);
        }
        return rest.stream().toArray();
    }
}
