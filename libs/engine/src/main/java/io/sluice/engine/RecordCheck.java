package io.sluice.engine;

import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.key.RunKeys;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportWarning;
import io.sluice.engine.scan.BinaryKind;
import io.sluice.engine.scan.ByteOrderMark;
import io.sluice.engine.scan.Fault;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Checks the records one after another and knows their line and number. The first record is the header, all
/// others are rows.
///
/// An empty line is held back until a record that is not empty follows. Empty lines at the end of the file
/// are no rows.
final class RecordCheck {
    private static final RandomGenerator RANDOM = new SecureRandom();

    private enum Phase {
        HEADER,
        ROWS,
        ROWS_UNCHECKED,
        ENDED
    }

    private final Schema schema;
    private final Delimiter delimiter;
    private final RunLimits limits;
    private final KeyMemory memory;
    private final @Nullable HandOver handOver;
    private final ErrorCollector errors;
    private final FileErrors fileErrors;
    private final RecordCells blank = new RecordCells(1);

    private Phase phase = Phase.HEADER;
    private @Nullable RowCheck rowCheck;
    private @Nullable RunKeys keys;
    private @Nullable LateErrors lateErrors;
    private long offset;
    private long line = 1;
    private long rows;
    private long validRows;
    private long heldBlanks;
    private long endLine;
    private boolean hasMark;
    private Optional<RefusedLines> refused = Optional.empty();

    RecordCheck(Schema schema, Delimiter delimiter, RunLimits limits, KeyMemory memory, @Nullable HandOver handOver) {
        this.schema = schema;
        this.delimiter = delimiter;
        this.limits = limits;
        this.memory = memory;
        this.handOver = handOver;
        errors = new ErrorCollector(limits);
        fileErrors = new FileErrors(schema, delimiter, limits, errors);
    }

    long rows() {
        return rows;
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    void emptyFile() {
        hasMark = false;
        fileErrors.empty();
        end(0);
    }

    void byteOrderMark(ByteOrderMark mark) {
        fileErrors.byteOrderMark(mark);
        end(1);
    }

    /// The file begins with a mark that the source allows.
    void skipMark(int length) {
        hasMark = true;
        offset = length;
    }

    boolean hasMark() {
        return hasMark;
    }

    void notText(BinaryKind kind) {
        fileErrors.notText(kind);
        end(0);
    }

    /// @param size bytes of the record including its line ending
    void record(RecordCells cells, long size) {
        if (phase == Phase.HEADER) {
            header(cells);
        } else if (cells.isBlank()) {
            heldBlanks++;
        } else {
            releaseBlanks();
            row(cells);
        }
        offset += size;
        if (phase != Phase.ENDED) {
            line += 1 + cells.lines();
        }
    }

    /// @param position of the fault, counted from the record's first byte
    /// @param lines line breaks in the record before the fault
    /// @param openedAt line breaks in the record before the quote that was opened last
    void fault(Fault fault, int position, int lines, int openedAt, Evidence evidence) {
        releaseBlanks();
        long place = switch (fault) {
            case ENCODING, NUL -> line + lines;
            case UNCLOSED_QUOTE -> line + openedAt;
            case LINE_ENDING, TOO_LARGE -> line;
        };
        boolean inHeader = phase == Phase.HEADER;
        if (!inHeader) {
            rows++;
        }
        offset += position;
        fileErrors.fault(fault, inHeader ? Place.header(place) : Place.row(place, rows), offset, evidence);
        end(line + lines);
    }

    /// The caller may overwrite the cells of all records from now on.
    void endBuffer() {
        if (lateErrors != null) {
            lateErrors.endBatch();
        }
    }

    /// Looks for the last duplicates and makes the report. May be called once.
    Report report() {
        boolean complete = phase != Phase.ENDED;
        if (complete && handOver != null) {
            handOver.finish();
        }
        long refusedLate = lateErrors == null ? 0 : lateErrors.finish();
        if (lateErrors != null && handOver != null && handOver.allowsErrors() && refusedLate > 0) {
            refused = Optional.of(lateErrors.refused());
            rowCheck = null;
            lateErrors = null;
        }
        return new Report(
                complete,
                rows,
                validRows - refusedLate,
                errors.total(),
                errors.totals(),
                errors.total() > errors.sampled().size(),
                errors.sampled(),
                offset,
                complete ? line - 1 : endLine,
                hasMark ? List.of(ReportWarning.BYTE_ORDER_MARK) : List.of());
    }

    /// The duplicates, if the rows of some were handed over.
    Optional<RefusedLines> refused() {
        return refused;
    }

    /// Removes the temporary file.
    void close() {
        if (keys != null) {
            keys.close();
        }
    }

    private void end(long atLine) {
        phase = Phase.ENDED;
        endLine = atLine;
        if (handOver != null) {
            handOver.stop();
        }
    }

    private void header(RecordCells cells) {
        if (isBlankHeader(cells)) {
            fileErrors.blankHeader();
            end(1);
            return;
        }
        Optional<WrongDelimiter> wrong = WrongDelimiter.find(schema, delimiter, cells);
        if (wrong.isPresent()) {
            fileErrors.wrongDelimiter(wrong.get());
            phase = Phase.ROWS_UNCHECKED;
        } else if (cells.strayCell() >= 0) {
            strayQuoteInHeader(cells);
            phase = Phase.ROWS_UNCHECKED;
        } else if (new DataAsHeader(schema, delimiter).isData(cells)) {
            fileErrors.dataAsHeader();
            end(1);
        } else {
            Optional<List<Field>> fields = new HeaderCheck(schema, delimiter, limits, errors).check(cells);
            phase = fields.isPresent() ? Phase.ROWS : Phase.ROWS_UNCHECKED;
            rowCheck = fields.map(this::rowCheck).orElse(null);
        }
    }

    /// Whether the line holds only blanks, or nothing. A line of delimiters has several cells and is not
    /// blank.
    private static boolean isBlankHeader(RecordCells cells) {
        if (cells.count() != 1) {
            return false;
        }
        for (int i = cells.base(); i < cells.base() + cells.length(); i++) {
            if (cells.bytes()[i] != ' ' && cells.bytes()[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private void strayQuoteInHeader(RecordCells cells) {
        if (errors.count(ErrorCode.STRAY_QUOTE, Optional.empty(), Optional.empty(), 1)) {
            String start =
                    new String(cells.bytes(), cells.base(), Math.min(cells.length(), 20), StandardCharsets.UTF_8);
            String message = "Misplaced quote: in column " + (cells.strayCell() + 1) + " of the header; "
                    + LabelHints.otherFormat(start.strip().toLowerCase(Locale.ROOT))
                            .orElse("a name with a quote must be quoted as a whole, its quotes doubled");
            errors.list(Place.header(1)
                    .error(ErrorCode.STRAY_QUOTE, Optional.empty(), Optional.empty(), Optional.empty(), message));
        }
    }

    private RowCheck rowCheck(List<Field> fields) {
        List<String> key = schema.primaryKey();
        boolean compares = handOver == null || !handOver.knowsDuplicates();
        long uniqueFields =
                compares ? fields.stream().filter(RecordCheck::isUnique).count() : 0;
        boolean comparesKey = compares
                && !key.isEmpty()
                && fields.stream().noneMatch(field -> isUnique(field) && key.contains(field.name()));
        RunKeys runKeys = new RunKeys(memory, (int) uniqueFields + (comparesKey ? 1 : 0), RANDOM);
        List<Column> columns = new ArrayList<>();
        for (Field field : fields) {
            boolean inKey = key.contains(field.name());
            columns.add(new Column(field, inKey, compares && isUnique(field), inKey && comparesKey, runKeys));
        }
        RowErrors rowErrors = new RowErrors(columns, key, schema.hasSensitiveFields(), delimiter, limits, errors);
        PrimaryKey primaryKey = comparesKey ? new PrimaryKey(isOneLong(columns, key), runKeys) : null;
        LateErrors late = new LateErrors(columns, primaryKey, rowErrors, limits, errors, runKeys);
        keys = runKeys;
        lateErrors = late;
        if (handOver != null) {
            handOver.columns(columns);
        }
        return new RowCheck(columns, primaryKey, rowErrors, late, handOver);
    }

    private static boolean isUnique(Field field) {
        return field.constraints().unique();
    }

    private static boolean isOneLong(List<Column> columns, List<String> key) {
        return key.size() == 1
                && columns.stream()
                        .filter(column -> column.inKey)
                        .map(column -> column.check)
                        .allMatch(CellCheck::hasLongKey);
    }

    private void row(RecordCells cells) {
        rows++;
        if (rowCheck != null) {
            count(rowCheck.check(cells, line, rows));
        }
    }

    private void count(boolean valid) {
        if (valid) {
            validRows++;
        } else if (handOver != null) {
            handOver.error();
        }
    }

    private void releaseBlanks() {
        long first = line - heldBlanks;
        for (long i = 0; i < heldBlanks; i++) {
            rows++;
            if (rowCheck != null) {
                count(rowCheck.checkBlank(blank, first + i, rows));
            }
        }
        heldBlanks = 0;
    }
}
