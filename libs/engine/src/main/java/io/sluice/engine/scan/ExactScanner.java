package io.sluice.engine.scan;

import java.util.Optional;

/// The exact path: a state machine over single bytes that can pause after any byte. It finds one record after
/// another until a fault ends the file. It defines the result; [FastScanner] only reaches the same result
/// faster.
///
/// The fault that is detected first wins:
///
/// | fault | detected at | order on the same byte |
/// |---|---|---|
/// | a CR outside quotes without LF | the byte after the CR | 1 |
/// | ill-formed UTF-8 | the byte that cannot continue the sequence | 2 |
/// | NUL | the NUL | 3 |
/// | record too large | the first byte beyond the limit | 4 |
/// | quote still open | the end of the file | |
///
/// A line ending outside quotes is not part of the record. A quote after text in an unquoted cell is
/// misplaced, and so is text after a closing quote. The scanner continues after a misplaced quote.
public final class ExactScanner {
    /// Why [#scan] returned.
    public enum Status {
        NEEDS_MORE,
        RECORD,
        FAULT
    }

    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final byte delimiter;
    private final int limit;
    private final RecordCells cells;

    private Status status = Status.NEEDS_MORE;
    private State state = State.CELL_START;
    private int position;
    private int cellStart;
    private int closingQuote;
    private boolean hasDoubled;
    private boolean afterCr;
    private int openedAtLine;
    private int missingBytes;
    private int lowestNext;
    private int highestNext;
    private int sequenceStart;
    private Optional<Fault> fault = Optional.empty();
    private int faultPosition;

    /// @param limit maximum bytes of a record without its line ending
    /// @param cells receives the cells of each record
    public ExactScanner(byte delimiter, int limit, RecordCells cells) {
        this.delimiter = delimiter;
        this.limit = limit;
        this.cells = cells;
    }

    public Status status() {
        return status;
    }

    /// Whether the scanner is inside a record.
    public boolean isInRecord() {
        return position > 0;
    }

    /// Empty unless the status is FAULT.
    public Optional<Fault> fault() {
        return fault;
    }

    /// The first byte of the fault, counted from the start of the record.
    public int faultPosition() {
        return faultPosition;
    }

    /// The line of the quote that was opened last, counted from 0 at the start of the record.
    public int openedAtLine() {
        return openedAtLine;
    }

    /// Where the cell with the quote that was opened last begins, counted from the start of the record.
    public int openedAt() {
        return cellStart;
    }

    /// Takes bytes up to the end of the record. Returns the index after the last byte taken.
    public int scan(byte[] bytes, int from, int to) {
        if (position == 0) {
            start();
        }
        status = Status.NEEDS_MORE;
        int i = from;
        while (i < to) {
            byte symbol = bytes[i];
            if (afterCr) {
                if (symbol != '\n') {
                    fail(Fault.LINE_ENDING, position - 1);
                    return i;
                }
                finishRecord(position - 1);
                return i + 1;
            }
            if (!isWellFormed(symbol)) {
                return i;
            }
            if (state != State.QUOTED && (symbol == '\n' || symbol == '\r')) {
                closeCell();
                if (symbol == '\n') {
                    finishRecord(position);
                    return i + 1;
                }
                afterCr = true;
            } else if (position >= limit) {
                fail(Fault.TOO_LARGE, limit);
                return i;
            } else {
                step(symbol);
            }
            position++;
            i++;
        }
        return i;
    }

    /// Ends the file. The last record needs no line ending; the status NEEDS_MORE means that there is no
    /// further record.
    public void finish() {
        status = Status.NEEDS_MORE;
        if (missingBytes > 0) {
            fail(Fault.ENCODING, sequenceStart);
        } else if (afterCr) {
            fail(Fault.LINE_ENDING, position - 1);
        } else if (state == State.QUOTED) {
            fail(Fault.UNCLOSED_QUOTE, position);
        } else if (position > 0) {
            closeCell();
            finishRecord(position);
        }
    }

    private void start() {
        cells.clear();
        state = State.CELL_START;
        cellStart = 0;
        hasDoubled = false;
        afterCr = false;
        openedAtLine = 0;
        missingBytes = 0;
    }

    private void step(byte symbol) {
        switch (state) {
            case CELL_START -> {
                if (symbol == '"') {
                    state = State.QUOTED;
                    openedAtLine = cells.lines;
                } else if (symbol == delimiter) {
                    nextCell();
                } else {
                    state = State.UNQUOTED;
                }
            }
            case UNQUOTED -> {
                if (symbol == delimiter) {
                    nextCell();
                } else if (symbol == '"') {
                    misplacedQuote();
                }
            }
            case QUOTED -> {
                if (symbol == '"') {
                    state = State.QUOTE_IN_QUOTED;
                    closingQuote = position;
                } else if (symbol == '\n') {
                    cells.lines++;
                }
            }
            case QUOTE_IN_QUOTED -> {
                if (symbol == '"') {
                    state = State.QUOTED;
                    hasDoubled = true;
                } else if (symbol == delimiter) {
                    nextCell();
                } else {
                    state = State.UNQUOTED;
                    misplacedQuote();
                }
            }
        }
    }

    private void misplacedQuote() {
        if (cells.strayCell < 0) {
            cells.strayCell = cells.count;
        }
    }

    private void nextCell() {
        closeCell();
        state = State.CELL_START;
        cellStart = position + 1;
        hasDoubled = false;
    }

    private void closeCell() {
        if (state == State.QUOTE_IN_QUOTED) {
            cells.add(cellStart + 1, closingQuote, hasDoubled);
        } else {
            cells.add(cellStart, position, false);
        }
    }

    private void finishRecord(int length) {
        cells.length = length;
        status = Status.RECORD;
        position = 0;
        afterCr = false;
    }

    private void fail(Fault what, int where) {
        fault = Optional.of(what);
        faultPosition = where;
        status = Status.FAULT;
    }

    /// Checks UTF-8 by the table of well-formed sequences (Unicode 3.9). After some lead bytes the range of
    /// the second byte is narrower, which excludes overlong forms, surrogates and code points above U+10FFFF.
    private boolean isWellFormed(byte symbol) {
        int value = symbol & 0xFF;
        if (missingBytes > 0) {
            if (value < lowestNext || value > highestNext) {
                fail(Fault.ENCODING, sequenceStart);
                return false;
            }
            missingBytes--;
            lowestNext = 0x80;
            highestNext = 0xBF;
            return true;
        }
        if (symbol > 0) {
            return true;
        }
        if (symbol == 0) {
            fail(Fault.NUL, position);
            return false;
        }
        if (value < 0xC2 || value > 0xF4) {
            fail(Fault.ENCODING, position);
            return false;
        }
        sequenceStart = position;
        missingBytes = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
        lowestNext = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80;
        highestNext = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF;
        return true;
    }
}
