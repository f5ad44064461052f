package io.sluice.engine;

import io.sluice.engine.report.Report;
import io.sluice.engine.scan.ByteOrderMark;
import io.sluice.engine.scan.Fault;
import io.sluice.engine.scan.PlainRecords;
import io.sluice.engine.scan.RecordBuffer;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.scan.RecordScanner;
import io.sluice.engine.schema.Schema;
import java.util.Objects;

/// One pass over one file. Not thread-safe. Never throws because of what the bytes are, and the report does
/// not depend on how the bytes were cut.
///
/// What ends the run (encoding, NUL, lone CR, size, an unclosed quote) is looked for in a whole record before
/// its cells are judged: a record with such a fault reports only that, the records before it report what they
/// have. After errors of the header the file is read to its end, and such faults are still found, but its
/// rows are only counted.
///
/// Memory is constant: one record up to the limit, one buffer to undo its quotes, the sampled errors, and
/// what unique fields and the primary key need to remember.
public final class ValidationRun {
    private final RecordCells cells;
    private final RecordScanner scanner;
    private final PlainRecords plainRecords;
    private final ScanPath path;
    private final RecordBuffer carried = new RecordBuffer();
    private final RecordJudge judge;

    private final byte[] head = new byte[ByteOrderMark.LENGTH];
    private int headLength;
    private boolean headRead;
    private long bytes;
    private boolean finished;

    ValidationRun(Schema schema, Delimiter delimiter, Limits limits, ScanPath path) {
        this.path = path;
        cells = new RecordCells(schema.fields().size() + 1);
        scanner = new RecordScanner(delimiter.symbol(), limits.maxRecordBytes(), cells);
        plainRecords = new PlainRecords(delimiter.symbol(), limits.maxRecordBytes(), cells);
        judge = new RecordJudge(schema, delimiter, limits);
    }

    /// Takes the next bytes of the file, cut anywhere; the buffer may be reused afterwards.
    public void accept(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (finished) {
            throw new IllegalStateException("the run is finished, bytes cannot be added");
        }
        if (ended()) {
            return;
        }
        bytes += length;
        int from = offset;
        int to = offset + length;
        while (!headRead && from < to) {
            head[headLength++] = buffer[from++];
            readHead(ByteOrderMark.of(head, headLength));
        }
        read(buffer, from, to);
    }

    /// Data rows read so far.
    public long rows() {
        return judge.rows();
    }

    /// Bytes taken so far.
    public long bytes() {
        return bytes;
    }

    /// Whether the report ended early; further bytes are not needed and are ignored.
    public boolean ended() {
        return judge.ended();
    }

    /// Ends the file and answers its report, the same again when asked again.
    public Report finish() {
        if (!finished) {
            finished = true;
            if (!ended()) {
                readEnd();
            }
        }
        return judge.report();
    }

    private void readHead(ByteOrderMark mark) {
        switch (mark) {
            case UNDECIDED -> {}
            case PRESENT -> {
                headRead = true;
                judge.byteOrderMark();
            }
            case ABSENT -> {
                headRead = true;
                read(head, 0, headLength);
            }
        }
    }

    private void readEnd() {
        if (bytes == 0) {
            judge.emptyFile();
            return;
        }
        if (!headRead) {
            readHead(ByteOrderMark.ABSENT);
        }
        if (ended()) {
            return;
        }
        scanner.finish();
        switch (scanner.status()) {
            case NEEDS_MORE -> {}
            case RECORD -> {
                cells.bind(carried.array(), 0);
                judge.record(cells, carried.length());
            }
            case FAULT -> fault();
        }
    }

    private void read(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && !ended()) {
            if (!scanner.isInRecord()) {
                carried.clear();
                int next = path == ScanPath.FAST ? plainRecords.read(buffer, i, to) : PlainRecords.UNUSUAL;
                if (next != PlainRecords.UNUSUAL) {
                    cells.bind(buffer, i);
                    judge.record(cells, next - i);
                    i = next;
                    continue;
                }
            }
            int start = i;
            i = scanner.scan(buffer, i, to);
            switch (scanner.status()) {
                case NEEDS_MORE -> carried.append(buffer, start, i);
                case RECORD -> {
                    if (carried.length() == 0) {
                        cells.bind(buffer, start);
                        judge.record(cells, i - start);
                    } else {
                        carried.append(buffer, start, i);
                        cells.bind(carried.array(), 0);
                        judge.record(cells, carried.length());
                    }
                }
                case FAULT -> fault();
            }
        }
    }

    private void fault() {
        Fault fault = scanner.fault().orElseThrow();
        judge.fault(fault, scanner.faultPosition(), cells.lines(), scanner.openedAtLine());
    }
}
