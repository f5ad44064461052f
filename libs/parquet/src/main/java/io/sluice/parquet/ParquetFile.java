package io.sluice.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Writes one Parquet file to a stream: Zstandard, pages of version 1, the fields' ids as Iceberg wants them.
/// Not thread-safe.
///
/// Rows come in batches. Between [#begin] and [#end] each column gets one value for each row, one column
/// after another or row by row. The file is whole when [#finish] has returned; [#close] releases memory in
/// any case and leaves the stream open.
///
/// In memory are a row group up to its limit, its last pages raw and the others compressed, and dictionaries
/// beside it up to half of that. What the footer will say of each column of each row group stays until the
/// end of the file, too. When that is more than the limit, it becomes the limit: so it grows with the square
/// root of the file only. [FileLayout] has the figures.
public final class ParquetFile implements AutoCloseable {
    private final FileLayout layout;
    private final ParquetFileWriter writer;
    private final ZstdCompressor compressor = new ZstdCompressor();
    private final PageMemory memory;
    private final List<ColumnValues> columns;
    private @Nullable RowGroup group;
    private long footerBytes;
    private long rows;
    private boolean finished;

    private record RowGroup(ColumnChunkPageWriteStore pages, long firstRow) {}

    /// Writes the first bytes.
    ///
    /// @param rowGroupBytes what a row group may take of the memory, e.g. 32 MiB
    public ParquetFile(List<ParquetColumn> columns, int rowGroupBytes, OutputStream out) throws IOException {
        var fields = columns.stream()
                .<Type>map(column -> column.type().parquet(column.name(), column.id()))
                .toList();
        layout = new FileLayout(fields, rowGroupBytes);
        memory = new PageMemory(layout.rowGroupBytes());
        var scratch = new PageBuffer(layout.pageBytes());
        this.columns = columns.stream().map(column -> values(column, scratch)).toList();
        writer = layout.begin(out);
    }

    private ColumnLimits limits(ParquetColumn column) {
        boolean open = layout.hasFewColumns() && !column.secret();
        return new ColumnLimits(layout.pageBytes(), open ? layout.dictionaryBytes() : 0, open);
    }

    private ColumnValues values(ParquetColumn column, PageBuffer scratch) {
        var limits = limits(column);
        PrimitiveType type = layout.schema().getType(column.name()).asPrimitiveType();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> new BooleanValues(type, limits, scratch);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> new BytesValues(type, limits, scratch);
            case INT32, INT64, DOUBLE -> new LongValues(type, limits, scratch);
            case FLOAT, INT96 ->
                throw new IllegalArgumentException("no column has the type %s, column %s".formatted(type, column));
        };
    }

    /// Where the values of a column go.
    ///
    /// @param index from 0, in the order of the columns
    public ColumnValues column(int index) {
        return columns.get(index);
    }

    /// The rows of all batches that were ended.
    public long rows() {
        return rows;
    }

    /// Begins a batch.
    public void begin() {
        if (finished) {
            throw new IllegalStateException("the file is finished, rows cannot be added");
        }
        if (group == null) {
            var pages = layout.pages(compressor, memory);
            var described = layout.schema().getColumns();
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).begin(pages.getPageWriter(described.get(i)));
            }
            group = new RowGroup(pages, rows);
        }
    }

    /// Ends a batch, after each column got its values.
    public void end(int rowsOfBatch) throws IOException {
        var current = group;
        if (current == null) {
            throw new IllegalStateException("the batch was not begun");
        }
        rows += rowsOfBatch;
        long buffered = 0;
        for (var column : columns) {
            buffered += column.bufferedBytes();
        }
        if (buffered >= Math.max(layout.rowGroupBytes(), footerBytes)) {
            write(current);
        }
    }

    private void write(RowGroup full) throws IOException {
        group = null;
        long count = rows - full.firstRow();
        for (int i = 0; i < columns.size(); i++) {
            long written = columns.get(i).end();
            if (written != count) {
                throw new IllegalStateException(
                        "column %d of a row group got %d values for %d rows".formatted(i, written, count));
            }
        }
        if (count > 0) {
            writer.startBlock(count);
            full.pages().flushToFileWriter(writer);
            writer.endBlock();
            footerBytes += layout.footerBytesOfGroup();
        }
        full.pages().close();
        memory.clear();
    }

    /// Writes the last rows and the footer. The stream is not flushed.
    public void finish() throws IOException {
        if (group != null) {
            write(group);
        }
        finished = true;
        writer.end(Map.of());
    }

    @Override
    public void close() throws IOException {
        finished = true;
        try {
            if (group != null) {
                group.pages().close();
            }
            group = null;
            columns.forEach(ColumnValues::abandon);
            writer.close();
        } finally {
            compressor.release();
        }
    }
}
