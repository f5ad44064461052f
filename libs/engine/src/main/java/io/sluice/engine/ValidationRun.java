package io.sluice.engine;

import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.key.SpillException;
import io.sluice.engine.report.Report;
import io.sluice.engine.scan.ByteOrderMark;
import io.sluice.engine.scan.ExactScanner;
import io.sluice.engine.scan.FastScanner;
import io.sluice.engine.scan.Fault;
import io.sluice.engine.scan.FileHead;
import io.sluice.engine.scan.RecordBuffer;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.schema.Schema;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One pass over one file. Not thread-safe. No content makes it throw, and the report does not depend on how
/// the bytes are split into buffers, nor on the memory for values.
///
/// | error in | the run | reported |
/// |---|---|---|
/// | bytes: encoding, NUL, lone CR, size, open quote | ends | this error; not the cells of its record |
/// | a label of the header | continues, rows are only counted | labels, and an error that ends the run |
/// | a row or a cell | continues | every error |
///
/// A fault in the bytes is reported when the bytes after it are there, too: they say what is likely wrong.
///
/// Memory is constant: one record up to the size limit, one buffer for unescaping quotes, the listed errors,
/// one [RowBatch] if rows are handed over, and the [KeyMemory] for values of unique fields and the primary
/// key. Values beyond it go to a temporary file; if that fails, the run throws a [SpillException] and gives
/// no report. Close the run in any case.
public final class ValidationRun implements AutoCloseable {
    private final RecordCells cells;
    private final ExactScanner exactScanner;
    private final FastScanner fastScanner;
    private final ScanPath path;
    private final RecordBuffer carried = new RecordBuffer();
    private final RecordCheck recordCheck;

    /// How many bytes from a fault on say what is likely wrong.
    private static final int EVIDENCE = 1 << 12;

    private final Schema schema;
    private final FileHead head = new FileHead();
    private @Nullable Fault fault;
    private long bytes;
    private boolean finished;
    private boolean closed;
    private @Nullable Report report;

    /// @param handOver takes the rows without an error; null if nobody wants them
    ValidationRun(
            Schema schema,
            Delimiter delimiter,
            RunLimits limits,
            KeyMemory memory,
            ScanPath path,
            @Nullable HandOver handOver) {
        this.path = path;
        this.schema = schema;
        cells = new RecordCells(schema.fields().size() + 1);
        exactScanner = new ExactScanner(delimiter.symbol(), limits.maxRecordBytes(), cells);
        fastScanner = new FastScanner(delimiter.symbol(), limits.maxRecordBytes(), cells);
        recordCheck = new RecordCheck(schema, delimiter, limits, memory, handOver);
    }

    /// Takes the next bytes of the file, split anywhere. The caller may reuse the buffer afterwards.
    public void accept(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (finished || closed) {
            throw new IllegalStateException("the run is finished, bytes cannot be added");
        }
        if (ended()) {
            return;
        }
        try {
            take(buffer, offset, length);
            recordCheck.endBuffer();
        } catch (SpillException failed) {
            close();
            throw failed;
        }
    }

    private void take(byte[] buffer, int offset, int length) {
        bytes += length;
        int from = offset;
        int to = offset + length;
        if (!head.isDecided()) {
            from = head.take(buffer, from, to);
            if (!head.isDecided()) {
                return;
            }
            readHead();
        }
        read(buffer, from, to);
    }

    /// Data rows read so far.
    public long rows() {
        return recordCheck.rows();
    }

    /// Bytes taken so far.
    public long bytes() {
        return bytes;
    }

    /// Bytes that are kept of a record that is not at its end yet.
    public long recordBytes() {
        return ended() ? 0 : carried.length();
    }

    /// Whether an error ended the run. Further bytes are ignored.
    public boolean ended() {
        return recordCheck.ended();
    }

    /// Ends the file and returns its report. A second call returns the same report.
    ///
    /// @throws SpillException if duplicates cannot be looked for on the disk
    public Report finish() {
        Report made = report;
        if (made != null) {
            return made;
        }
        if (finished || closed) {
            throw new IllegalStateException("the run was closed or failed, it has no report");
        }
        finished = true;
        try {
            if (!ended()) {
                readEnd();
            }
            made = recordCheck.report();
            report = made;
            return made;
        } finally {
            if (report == null || refused().isEmpty()) {
                close();
            }
        }
    }

    /// The duplicates, if rows were handed over that [#finish] refused and the file may be accepted without
    /// them. They can be asked for until the run is closed.
    public Optional<RefusedLines> refused() {
        return recordCheck.refused();
    }

    /// Removes the temporary file, if there is one. A run that was not finished has no report afterwards.
    @Override
    public void close() {
        closed = true;
        recordCheck.close();
    }

    private void readHead() {
        int start = 0;
        if (head.mark().isPresent()) {
            ByteOrderMark mark = head.mark().get();
            if (mark != ByteOrderMark.UTF_8 || !schema.allowsByteOrderMark()) {
                recordCheck.byteOrderMark(mark);
                return;
            }
            start = mark.length();
            recordCheck.skipMark(start);
        } else if (head.kind().isPresent()) {
            recordCheck.notText(head.kind().get());
            return;
        }
        read(head.bytes(), start, head.length());
    }

    private void readEnd() {
        if (!head.isDecided()) {
            head.decide();
            readHead();
        }
        if (ended()) {
            return;
        }
        if (fault != null) {
            reportFault(fault);
            return;
        }
        if (bytes == (recordCheck.hasMark() ? ByteOrderMark.UTF_8.length() : 0)) {
            recordCheck.emptyFile();
            return;
        }
        exactScanner.finish();
        switch (exactScanner.status()) {
            case NEEDS_MORE -> {}
            case RECORD -> {
                cells.bind(carried.array(), 0);
                recordCheck.record(cells, carried.length());
            }
            case FAULT -> reportFault(exactScanner.fault().orElseThrow());
        }
    }

    private void read(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && !ended()) {
            if (fault != null) {
                collect(fault, buffer, i, to);
                return;
            }
            if (!exactScanner.isInRecord()) {
                carried.clear();
                int next = path == ScanPath.FAST ? fastScanner.read(buffer, i, to) : FastScanner.UNUSUAL;
                if (next != FastScanner.UNUSUAL) {
                    cells.bind(buffer, i);
                    recordCheck.record(cells, next - i);
                    i = next;
                    continue;
                }
            }
            int start = i;
            i = exactScanner.scan(buffer, i, to);
            switch (exactScanner.status()) {
                case NEEDS_MORE -> carried.append(buffer, start, i);
                case RECORD -> {
                    if (carried.length() == 0) {
                        cells.bind(buffer, start);
                        recordCheck.record(cells, i - start);
                    } else {
                        carried.append(buffer, start, i);
                        cells.bind(carried.array(), 0);
                        recordCheck.record(cells, carried.length());
                        recordCheck.endBuffer();
                        carried.clear();
                    }
                }
                case FAULT -> {
                    carried.append(buffer, start, i);
                    fault = exactScanner.fault().orElseThrow();
                    collect(fault, buffer, i, to);
                    return;
                }
            }
        }
    }

    /// Adds bytes after the fault to those of its record, and reports it when there are enough.
    private void collect(Fault what, byte[] buffer, int from, int to) {
        int wanted = what == Fault.TOO_LARGE ? 0 : exactScanner.faultPosition() + EVIDENCE - carried.length();
        carried.append(buffer, from, Math.min(to, from + Math.max(0, wanted)));
        if (to - from >= wanted) {
            reportFault(what);
        }
    }

    private void reportFault(Fault what) {
        recordCheck.fault(
                what,
                exactScanner.faultPosition(),
                cells.lines(),
                exactScanner.openedAtLine(),
                new Evidence(carried.array(), carried.length(), exactScanner.faultPosition(), exactScanner.openedAt()));
        carried.clear();
    }
}
