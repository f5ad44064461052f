package io.sluice.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Writes one Parquet file of nested columns to a stream, with parquet-java's own writers of columns, as
/// [ParquetFile] does for flat ones. Between [#begin] and [#end] each column gets its entries of one record.
/// Not thread-safe.
final class NestedFile implements AutoCloseable {
    /// A gap in a run of gaps takes no memory that could be counted, but time.
    private static final int ENTRIES_OF_A_BYTE = 32;

    private final FileLayout layout;
    private final ParquetProperties properties;
    private final ParquetFileWriter writer;
    private final ZstdCompressor compressor = new ZstdCompressor();
    private final List<NestedValues> columns;
    private final EntryCount entries = new EntryCount();
    private @Nullable RowGroup group;
    private long footerBytes;
    private long rows;
    private boolean finished;

    private record RowGroup(ColumnChunkPageWriteStore pages, ColumnWriteStore columns, long firstRow) {}

    /// Writes the first bytes.
    ///
    /// @param secret the paths, joined by dots, of columns of which nothing may stand outside of the pages
    /// @param rowGroupBytes what a row group may take of the memory
    NestedFile(List<Type> fields, List<String> secret, int rowGroupBytes, OutputStream out) throws IOException {
        layout = new FileLayout(fields, rowGroupBytes);
        properties = properties(layout, secret);
        columns = layout.schema().getColumns().stream()
                .map(column -> new NestedValues(entries))
                .toList();
        writer = layout.begin(out);
    }

    private static ParquetProperties properties(FileLayout layout, List<String> secret) {
        var builder = ParquetProperties.builder()
                .withPageSize(layout.pageBytes())
                .withDictionaryPageSize(layout.dictionaryBytes())
                .withDictionaryEncoding(layout.hasFewColumns())
                .withStatisticsEnabled(layout.hasFewColumns())
                .withColumnIndexTruncateLength(FileLayout.MOST_STATISTICS_BYTES)
                .withStatisticsTruncateLength(FileLayout.MOST_STATISTICS_BYTES)
                // No reader here has a use for them.
                .withSizeStatisticsEnabled(false);
        for (var column : secret) {
            builder.withStatisticsEnabled(column, false).withDictionaryEncoding(column, false);
        }
        return builder.build();
    }

    /// Where the values of a column go.
    ///
    /// @param index from 0, of the columns that hold values, in the order of the schema
    NestedValues column(int index) {
        return columns.get(index);
    }

    /// Begins a record.
    void begin() {
        if (finished) {
            throw new IllegalStateException("the file is finished, records cannot be added");
        }
        entries.beginRecord();
        if (group == null) {
            entries.beginGroup();
            var pages = layout.pages(compressor, properties.getAllocator());
            var bounded = new BoundedPages(pages);
            var next = new RowGroup(pages, properties.newColumnWriteStore(layout.schema(), bounded, pages), rows);
            var described = layout.schema().getColumns();
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).bind(next.columns().getColumnWriter(described.get(i)));
            }
            group = next;
        }
    }

    /// Ends a record, after each column got its entries: a page holds whole records.
    void end() {
        group().columns().endRecord();
        rows++;
    }

    /// Ends the row group if it is full: of bytes, or of entries. The sum of what the columns hold is not
    /// for each record.
    void endGroupIfFull() throws IOException {
        var current = group();
        var limit = Math.max(layout.rowGroupBytes(), footerBytes);
        if (current.columns().getBufferedSize() >= limit || entries.all() >= ENTRIES_OF_A_BYTE * limit) {
            write(current);
        }
    }

    private RowGroup group() {
        var current = group;
        if (current == null) {
            throw new IllegalStateException("the record was not begun");
        }
        return current;
    }

    private void write(RowGroup full) throws IOException {
        group = null;
        columns.forEach(column -> column.bind(null));
        if (rows > full.firstRow()) {
            writer.startBlock(rows - full.firstRow());
            full.columns().flush();
            full.pages().flushToFileWriter(writer);
            writer.endBlock();
            footerBytes += layout.footerBytesOfGroup();
        }
        full.columns().close();
        full.pages().close();
    }

    /// Writes the last rows and the footer. The stream is not flushed.
    void finish() throws IOException {
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
            columns.forEach(column -> column.bind(null));
            writer.close();
        } finally {
            compressor.release();
        }
    }
}
