package io.sluice.engine;

import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.key.RunKeys;
import io.sluice.engine.key.SeenValues;
import io.sluice.engine.key.SpillLog;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.value.CodePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Makes errors of the duplicates that only the end of the run finds, because their values are on the disk.
/// The report is the one that a run with enough memory gives.
///
/// | the report needs | where it comes from |
/// |---|---|
/// | exact totals | each duplicate is counted; its first line says where the total stands among the others |
/// | the first errors in the order of the file | the first duplicates are kept in a queue, then merged with the errors
/// that were listed during the run |
/// | value and record of these | noted on the disk for each *possible* duplicate that could still be listed; of a
/// sensitive field no value |
/// | each refused row counted once | a duplicate knows whether its row has an error anyway; the lines of the others are
/// noted and the different ones counted |
///
/// The notes are in the order of the file, and so is the queue at the end: one pass over the notes finds all.
///
/// Values are compared with the filters in batches (see [SeenValues]). A batch ends when it is full and when
/// the buffer with its cells ends.
final class LateErrors {
    private record Duplicate(long line, int set, long firstLine) {
        static final Comparator<Duplicate> FILE_ORDER =
                Comparator.comparingLong(Duplicate::line).thenComparingInt(Duplicate::set);
    }

    private static final class Total {
        long count;
        long firstLine = Long.MAX_VALUE;
    }

    private static final long HIDDEN = -1;
    private static final int BATCH = 1 << 10;

    private final List<Column> columns;
    private final int[] keyColumns;
    private final RowErrors rowErrors;
    private final RunLimits limits;
    private final ErrorCollector errors;
    private final RunKeys keys;
    private final SeenValues[] sets;
    private final int[] columnOfSet;
    private final int[] setOfColumn;
    private final SpillLog notes;
    private final SpillLog foundEarly;
    private final SpillLog refusedLines;
    private final CellReader reader = new CellReader();
    private final int[] batchSets = new int[BATCH];
    private final long[] batchLows = new long[BATCH];
    private final long[] batchHighs = new long[BATCH];
    private final long[] batchLines = new long[BATCH];
    private final long[] batchRecords = new long[BATCH];
    private final boolean[] batchRefused = new boolean[BATCH];
    private final boolean[] batchPossible = new boolean[BATCH];
    private final CellBounds batchCells = new CellBounds();
    private int batched;
    private boolean anyPossible;
    private long largestLine;

    LateErrors(
            List<Column> columns,
            @Nullable PrimaryKey primaryKey,
            RowErrors rowErrors,
            RunLimits limits,
            ErrorCollector errors,
            RunKeys keys) {
        this.columns = columns;
        this.rowErrors = rowErrors;
        this.limits = limits;
        this.errors = errors;
        this.keys = keys;
        notes = keys.newLog();
        foundEarly = keys.newLog();
        refusedLines = keys.newLog();
        keyColumns = primaryKey == null ? new int[0] : rowErrors.keyColumns();
        setOfColumn = new int[columns.size() + 1];
        columnOfSet = new int[columns.size() + 1];
        List<SeenValues> seen = new ArrayList<>();
        for (int i = 0; i <= columns.size(); i++) {
            SeenValues values =
                    i < columns.size() ? columns.get(i).seen() : primaryKey == null ? null : primaryKey.seen();
            if (values != null) {
                setOfColumn[i] = seen.size();
                columnOfSet[seen.size()] = i;
                seen.add(values);
            }
        }
        sets = seen.toArray(SeenValues[]::new);
    }

    /// Takes the last value of a column, which is to be compared later.
    ///
    /// @param column a column of the row, or the one after the last for the primary key
    /// @param refused whether the row has an error anyway
    void add(int column, RecordCells cells, long line, long record, boolean refused) {
        if (batched == BATCH || !batchCells.canAdd(cells)) {
            endBatch();
        }
        int set = setOfColumn[column];
        batchSets[batched] = set;
        batchLows[batched] = sets[set].low();
        batchHighs[batched] = sets[set].high();
        batchLines[batched] = line;
        batchRecords[batched] = record;
        batchRefused[batched] = refused;
        batched++;
        if (column < columns.size()) {
            batchCells.add(cells, column);
        } else {
            for (int part : keyColumns) {
                batchCells.add(cells, part);
            }
        }
    }

    /// Notes a row that is refused as a duplicate already, for a second run over the file.
    void noteDuplicate(long line) {
        foundEarly.add(line);
    }

    /// The lines of all duplicates. Call [#finish] before; nothing else can be asked for afterwards.
    RefusedLines refused() {
        return keys.refused(List.of(foundEarly, refusedLines));
    }

    /// Compares the values taken so far, while their cells are in memory.
    void endBatch() {
        for (int i = 0; i < batched; i++) {
            batchPossible[i] = sets[batchSets[i]].mayKnow(batchLows[i]);
        }
        int cell = 0;
        for (int i = 0; i < batched; i++) {
            int set = batchSets[i];
            sets[set].append(batchLows[i], batchHighs[i], batchLines[i], batchPossible[i], batchRefused[i]);
            if (batchPossible[i]) {
                anyPossible = true;
                largestLine = batchLines[i];
                note(i, cell);
            }
            cell += parts(set);
        }
        batched = 0;
        batchCells.clear();
    }

    /// Finds the duplicates and adds their errors to those of the run. Returns the number of rows that have
    /// no other errors.
    long finish() {
        endBatch();
        if (!anyPossible) {
            return 0;
        }
        Total[] totals = new Total[sets.length];
        Arrays.setAll(totals, i -> new Total());
        PriorityQueue<Duplicate> first = new PriorityQueue<>(Duplicate.FILE_ORDER.reversed());
        keys.findLate((set, line, firstLine, refused) -> {
            Total total = totals[set];
            total.count++;
            total.firstLine = Math.min(total.firstLine, line);
            if (!refused) {
                refusedLines.add(line);
            }
            keepFirst(first, line, set, firstLine);
        });
        for (int i = 0; i < totals.length; i++) {
            if (totals[i].count > 0) {
                errors.countLate(code(i), name(i), totals[i].count, totals[i].firstLine);
            }
        }
        if (!first.isEmpty()) {
            errors.insert(listed(first), this::position);
        }
        return keys.countDifferent(refusedLines, largestLine);
    }

    private void keepFirst(PriorityQueue<Duplicate> first, long line, int set, long firstLine) {
        if (first.size() < limits.maxSampledErrors()) {
            first.add(new Duplicate(line, set, firstLine));
            return;
        }
        Duplicate last = first.element();
        if (line < last.line() || (line == last.line() && set < last.set())) {
            first.remove();
            first.add(new Duplicate(line, set, firstLine));
        }
    }

    /// The errors of the first duplicates. One without a note stands behind enough other errors.
    private List<ReportedError> listed(PriorityQueue<Duplicate> first) {
        List<Duplicate> duplicates = new ArrayList<>(first);
        duplicates.sort(Duplicate.FILE_ORDER);
        List<ReportedError> listed = new ArrayList<>();
        SpillLog.Reader reader = notes.reader();
        int next = 0;
        while (next < duplicates.size() && reader.hasNext()) {
            long line = reader.next();
            long record = reader.next();
            int set = (int) reader.next();
            List<DisplayText> shown = readShown(reader, set);
            Duplicate duplicate = duplicates.get(next);
            if (duplicate.line() == line && duplicate.set() == set) {
                listed.add(error(set, shown, line, record, duplicate.firstLine()));
                next++;
            }
        }
        return listed;
    }

    private ReportedError error(int set, List<DisplayText> shown, long line, long record, long firstLine) {
        int column = columnOfSet[set];
        return column < columns.size()
                ? rowErrors.duplicateValueError(columns.get(column), shown.getFirst(), line, record, firstLine)
                : rowErrors.duplicateKeyError(shown, line, record, firstLine);
    }

    /// Notes what an error would show of a value of the batch.
    ///
    /// @param cell the first of its cells
    private void note(int value, int cell) {
        if (!errors.canList(batchRecords[value])) {
            return;
        }
        int set = batchSets[value];
        notes.add(batchLines[value]);
        notes.add(batchRecords[value]);
        notes.add(set);
        int column = columnOfSet[set];
        if (column < columns.size()) {
            note(columns.get(column), cell);
        } else {
            for (int i = 0; i < keyColumns.length; i++) {
                note(columns.get(keyColumns[i]), cell + i);
            }
        }
    }

    /// Notes as much of a cell as an error shows, and one character more if the cell is longer.
    private void note(Column column, int cell) {
        if (column.hidden) {
            notes.add(HIDDEN);
            return;
        }
        batchCells.open(cell, reader);
        int end = reader.from();
        for (int length = 0; end < reader.to() && length <= limits.maxValueLength(); length++) {
            end += CodePoints.length(reader.bytes()[end]);
        }
        notes.add(end - reader.from());
        notes.addBytes(reader.bytes(), reader.from(), end);
    }

    private List<DisplayText> readShown(SpillLog.Reader reader, int set) {
        List<DisplayText> shown = new ArrayList<>();
        for (int i = 0; i < parts(set); i++) {
            long length = reader.next();
            shown.add(
                    length == HIDDEN
                            ? DisplayText.HIDDEN
                            : DisplayText.of(reader.nextBytes((int) length), 0, (int) length, limits.maxValueLength()));
        }
        return shown;
    }

    /// The number of cells that an error of the set shows.
    private int parts(int set) {
        return columnOfSet[set] < columns.size() ? 1 : keyColumns.length;
    }

    private ErrorCode code(int set) {
        return columnOfSet[set] < columns.size() ? ErrorCode.UNIQUE_ERROR : ErrorCode.PRIMARY_KEY;
    }

    private Optional<String> name(int set) {
        int column = columnOfSet[set];
        return column < columns.size() ? Optional.of(columns.get(column).field.name()) : Optional.empty();
    }

    private int position(Optional<String> name) {
        for (int i = 0; i < columns.size(); i++) {
            if (name.isPresent() && columns.get(i).field.name().equals(name.get())) {
                return i;
            }
        }
        return columns.size();
    }
}
