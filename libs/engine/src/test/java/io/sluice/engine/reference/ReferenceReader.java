package io.sluice.engine.reference;

import io.sluice.engine.RunLimits;
import io.sluice.engine.report.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits bytes into records, byte by byte, up to the first error that ends a run.
final class ReferenceReader {
    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        AFTER_QUOTE
    }

    /// The complete records, and the error that ended the run.
    record Records(List<ReferenceRecord> records, Optional<ReferenceError> end) {}

    private final byte[] file;
    private final byte delimiter;
    private final RunLimits limits;
    private final int illFormedAt;

    private final List<ReferenceRecord> records = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
    private State state = State.CELL_START;
    private boolean stray;
    private boolean begun;
    private boolean blank = true;
    private int recordBytes;
    private long line = 1;
    private long recordLine = 1;
    private long quoteLine;

    private ReferenceReader(byte[] file, byte delimiter, RunLimits limits) {
        this.file = file;
        this.delimiter = delimiter;
        this.limits = limits;
        this.illFormedAt = firstIllFormed(file);
    }

    static Records read(byte[] file, byte delimiter, RunLimits limits) {
        ReferenceReader reader = new ReferenceReader(file, delimiter, limits);
        Optional<ReferenceError> end = reader.readAll();
        return new Records(reader.records, end);
    }

    private static int firstIllFormed(byte[] file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(file);
        CharBuffer out = CharBuffer.allocate(file.length + 1);
        return decoder.decode(in, out, true).isError() ? in.position() : -1;
    }

    private boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= file.length || (file[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private Optional<ReferenceError> readAll() {
        if (file.length == 0) {
            return Optional.of(ReferenceError.ofFile(ErrorCode.EMPTY_FILE, 0, 0, -1));
        }
        if (startsWith(0xEF, 0xBB, 0xBF) || startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE)) {
            return Optional.of(ReferenceError.ofFile(ErrorCode.BOM_PRESENT, 1, 0, 0));
        }
        if (startsWith(0x1F, 0x8B) || startsWith('P', 'K', 3, 4)) {
            return Optional.of(ReferenceError.ofFile(ErrorCode.FORMAT_ERROR, 0, 0, -1));
        }
        for (int at = 0; at < file.length; at++) {
            if (at == illFormedAt) {
                return end(ErrorCode.ENCODING_ERROR, line, at);
            }
            if (file[at] == 0) {
                return end(ErrorCode.NUL_BYTE, line, at);
            }
            Optional<ReferenceError> end = step(at);
            if (end.isPresent()) {
                return end;
            }
        }
        if (state == State.QUOTED) {
            return end(ErrorCode.UNCLOSED_QUOTE, quoteLine, -1);
        }
        if (begun) {
            endRecord();
        }
        return blankHeader();
    }

    private Optional<ReferenceError> step(int at) {
        byte symbol = file[at];
        boolean beforeLineFeed = at + 1 < file.length && file[at + 1] == '\n';
        if (state != State.QUOTED && symbol == '\r') {
            return beforeLineFeed ? Optional.empty() : end(ErrorCode.LINE_ENDING_ERROR, recordLine, -1);
        }
        if (state != State.QUOTED && symbol == '\n') {
            endRecord();
            line++;
            recordLine = line;
            return blankHeader();
        }
        begun = true;
        blank &= symbol == ' ' || (symbol == '\t' && symbol != delimiter);
        recordBytes++;
        if (recordBytes > limits.maxRecordBytes()) {
            return end(ErrorCode.ROW_TOO_LARGE, recordLine, -1);
        }
        if (symbol == '\n') {
            line++;
        }
        take(symbol);
        return Optional.empty();
    }

    private Optional<ReferenceError> blankHeader() {
        return records.size() == 1 && records.getFirst().blank()
                ? Optional.of(ReferenceError.ofFile(ErrorCode.BLANK_HEADER, 1, 0, -1))
                : Optional.empty();
    }

    private void take(byte symbol) {
        switch (state) {
            case CELL_START -> {
                if (symbol == '"') {
                    state = State.QUOTED;
                    quoteLine = line;
                } else {
                    state = State.UNQUOTED;
                    takeUnquoted(symbol);
                }
            }
            case UNQUOTED -> takeUnquoted(symbol);
            case QUOTED -> {
                if (symbol == '"') {
                    state = State.AFTER_QUOTE;
                } else {
                    cell.write(symbol);
                }
            }
            case AFTER_QUOTE -> {
                if (symbol == '"') {
                    cell.write(symbol);
                    state = State.QUOTED;
                } else if (symbol == delimiter) {
                    endCell();
                } else {
                    stray = true;
                    state = State.UNQUOTED;
                    takeUnquoted(symbol);
                }
            }
        }
    }

    private void takeUnquoted(byte symbol) {
        if (symbol == delimiter) {
            endCell();
        } else {
            stray |= symbol == '"';
            cell.write(symbol);
        }
    }

    private void endCell() {
        cells.add(cell.toString(StandardCharsets.UTF_8));
        cell.reset();
        state = State.CELL_START;
    }

    private void endRecord() {
        endCell();
        records.add(new ReferenceRecord(recordLine, cells, stray, !begun, blank));
        cells = new ArrayList<>();
        stray = false;
        begun = false;
        blank = true;
        recordBytes = 0;
    }

    private Optional<ReferenceError> end(ErrorCode code, long atLine, long offset) {
        return Optional.of(ReferenceError.ofFile(code, atLine, records.size(), offset));
    }
}
