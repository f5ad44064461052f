package io.sluice.data.difference;

import io.sluice.contracts.data.DataFile;
import io.sluice.data.day.DayVersion;
import io.sluice.data.day.SchemaVersions;
import io.sluice.data.table.SourceColumns;
import io.sluice.engine.key.SipHash;
import io.sluice.parquet.ParquetColumn;
import io.sluice.parquet.StoredRows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says how one version of a day differs from another one. Memory does not grow with the rows: each file is
/// read once, row by row, and a digest of each row goes to a temporary file, in partitions that fit into
/// memory. No cell is in that file. Then the rows of one page are read again.
///
/// | columns | compared |
/// |---|---|
/// | of one field in both versions, whatever its name | yes |
/// | only in one version | no: they are named, and shown in added and removed rows |
///
/// Rows are paired by the primary key if both versions were checked against the same one, else as a whole.
/// Thread-safe.
public final class CompareVersions {
    private final DayFiles files;
    private final SchemaVersions schemas;
    private final ComparisonLimits limits;
    private final long key0;
    private final long key1;

    public CompareVersions(DayFiles files, SchemaVersions schemas, ComparisonLimits limits) {
        this.files = files;
        this.schemas = schemas;
        this.limits = limits;
        var random = new SecureRandom();
        key0 = random.nextLong();
        key1 = random.nextLong();
    }

    /// Blocks until all rows are compared.
    ///
    /// @param start where the previous page ended; empty for the first one
    /// @param limit how many rows the page has at most
    /// @throws TemporaryFileException when the temporary files cannot be kept
    public ComparisonOutcome compare(DayVersion before, DayVersion after, Optional<Position> start, int limit) {
        var rows = before.rows() + after.rows();
        if (rows > limits.rows()) {
            return new ComparisonOutcome.TooManyRows(rows, limits.rows());
        }
        var time = new TimeLimit(limits.time());
        try {
            var changes = new Changes(start, limit);
            var columns = columns(before, after, time);
            pair(before, after, columns, changes, time);
            var page = changes.page();
            var listed = new ReadRows(columns, time).list(page, open(before, time), open(after, time));
            return new ComparisonOutcome.Compared(new Comparison(
                    columns.keyNames(),
                    columns.added().stream().map(ParquetColumn::name).toList(),
                    columns.removed().stream().map(ParquetColumn::name).toList(),
                    columns.renamed().stream()
                            .map(column -> new Comparison.Renamed(column.nameBefore(), column.name()))
                            .toList(),
                    changes.counts(),
                    listed,
                    changes.hasMore() ? Optional.of(page.getLast().position()) : Optional.empty()));
        } catch (FileNotFoundException gone) {
            return new ComparisonOutcome.FileGone();
        } catch (TimeLimit.ReachedException slow) {
            return new ComparisonOutcome.TooSlow(limits.time());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// An emptied day has no file and the columns of the other one.
    private ComparedColumns columns(DayVersion before, DayVersion after, TimeLimit time) throws IOException {
        var old = open(before, time);
        var current = open(after, time);
        List<ParquetColumn> none = List.of();
        var columnsBefore = old.or(() -> current).map(StoredRows::columns).orElse(none);
        var columnsAfter = current.or(() -> old).map(StoredRows::columns).orElse(none);
        var key = key(after);
        return ComparedColumns.of(columnsBefore, columnsAfter, key.equals(key(before)) ? key : List.of());
    }

    private List<Integer> key(DayVersion version) {
        var job = version.job();
        return schemas.find(job.accountId(), job.sourceType(), version.schemaVersion())
                .map(SourceColumns::primaryKey)
                .orElse(List.of());
    }

    private Optional<StoredRows> open(DayVersion version, TimeLimit time) throws IOException {
        Optional<DataFile> file = version.file();
        return file.isPresent() ? Optional.of(StoredRows.open(time.over(files.open(file.get())))) : Optional.empty();
    }

    private void pair(DayVersion before, DayVersion after, ComparedColumns columns, Changes changes, TimeLimit time)
            throws IOException {
        var rows = before.rows() + after.rows();
        var pair = new PairRows(changes, time);
        var mark = new MarkRows(columns, new SipHash(key0, key1), time);
        try (var marks = new Closeables()) {
            var byRow = marks.add(RowMarks.in(limits.folder(), rows));
            var first = columns.key().isEmpty() ? byRow : marks.add(RowMarks.in(limits.folder(), rows));
            var old = open(before, time);
            if (old.isPresent()) {
                mark.before(old.get(), first);
            }
            var current = open(after, time);
            if (current.isPresent()) {
                mark.after(current.get(), first);
            }
            if (first != byRow) {
                pair.byKey(first, byRow);
            }
            pair.byRow(byRow);
        }
    }

    /// Closes what was opened.
    private static final class Closeables implements AutoCloseable {
        private final List<RowMarks> opened = new ArrayList<>();

        private RowMarks add(RowMarks marks) {
            opened.add(marks);
            return marks;
        }

        @Override
        public void close() {
            opened.forEach(RowMarks::close);
        }
    }
}
