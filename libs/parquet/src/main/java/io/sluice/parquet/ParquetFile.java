package io.sluice.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
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
/// root of the file only.
///
/// | columns, row group of 32 MiB | page up to | all dictionaries up to | statistics | footer, a column of a group |
/// |---|---|---|---|---|
/// | 12 | 1 MiB | 12 MiB | yes | 1 KiB |
/// | 200 | 80 KiB | 16 MiB | yes | 1 KiB |
/// | 2,000 | 8 KiB | none | none | 512 bytes |
public final class ParquetFile implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;
    private static final int MANY_COLUMNS = 200;
    private static final int SMALLEST_PAGE = 1 << 12;
    private static final int SMALLEST_DICTIONARY = 1 << 12;
    /// Of a minimum or maximum in the file's statistics.
    private static final int MOST_STATISTICS_BYTES = 64;

    private final MessageType schema;
    private final ParquetProperties properties;
    private final ParquetFileWriter writer;
    private final ZstdCompressor compressor = new ZstdCompressor();
    private final List<ColumnValues> columns;
    private final int rowGroupBytes;
    private final int footerBytesOfGroup;
    private @Nullable RowGroup group;
    private long footerBytes;
    private long rows;
    private boolean finished;

    private record RowGroup(ColumnChunkPageWriteStore pages, ColumnWriteStore columns, long firstRow) {}

    /// Writes the first bytes.
    ///
    /// @param rowGroupBytes what a row group may take of the memory, e.g. 32 MiB
    public ParquetFile(List<ParquetColumn> columns, int rowGroupBytes, OutputStream out) throws IOException {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a Parquet file has at least one column");
        }
        schema = new MessageType(
                "table",
                columns.stream()
                        .<Type>map(column -> column.type().parquet(column.name(), column.id()))
                        .toList());
        this.rowGroupBytes = rowGroupBytes;
        footerBytesOfGroup = columns.size() * (columns.size() > MANY_COLUMNS ? 1 << 9 : 1 << 10);
        properties = properties(columns, rowGroupBytes);
        this.columns = columns.stream().map(column -> new ColumnValues()).toList();
        writer = new ParquetFileWriter(
                new StreamFile(out),
                schema,
                ParquetFileWriter.Mode.CREATE,
                rowGroupBytes,
                0,
                MOST_STATISTICS_BYTES,
                MOST_STATISTICS_BYTES,
                true);
        writer.start();
    }

    private static ParquetProperties properties(List<ParquetColumn> columns, int rowGroupBytes) {
        int count = columns.size();
        var builder = ParquetProperties.builder()
                .withPageSize(Math.clamp(rowGroupBytes / 2 / count, SMALLEST_PAGE, MEBIBYTE))
                .withDictionaryPageSize(Math.clamp(rowGroupBytes / 2 / count, SMALLEST_DICTIONARY, MEBIBYTE))
                .withDictionaryEncoding(count <= MANY_COLUMNS)
                .withStatisticsEnabled(count <= MANY_COLUMNS)
                .withColumnIndexTruncateLength(MOST_STATISTICS_BYTES)
                .withStatisticsTruncateLength(MOST_STATISTICS_BYTES)
                // Of use for nested columns alone; they cost 7 % of the time.
                .withSizeStatisticsEnabled(false);
        for (var column : columns) {
            if (column.secret()) {
                builder.withStatisticsEnabled(column.name(), false).withDictionaryEncoding(column.name(), false);
            }
        }
        return builder.build();
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
            var pages = new ColumnChunkPageWriteStore(
                    compressor, schema, properties.getAllocator(), MOST_STATISTICS_BYTES, true);
            var next = new RowGroup(pages, properties.newColumnWriteStore(schema, pages, pages), rows);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i)
                        .bind(next.columns().getColumnWriter(schema.getColumns().get(i)));
            }
            group = next;
        }
    }

    /// Ends a batch, after each column got its values.
    public void end(int rowsOfBatch) throws IOException {
        var current = group;
        if (current == null) {
            throw new IllegalStateException("the batch was not begun");
        }
        for (int i = 0; i < rowsOfBatch; i++) {
            current.columns().endRecord();
        }
        rows += rowsOfBatch;
        if (current.columns().getBufferedSize() >= Math.max(rowGroupBytes, footerBytes)) {
            write(current);
        }
    }

    private void write(RowGroup full) throws IOException {
        group = null;
        columns.forEach(column -> column.bind(null));
        if (rows > full.firstRow()) {
            writer.startBlock(rows - full.firstRow());
            full.columns().flush();
            full.pages().flushToFileWriter(writer);
            writer.endBlock();
            footerBytes += footerBytesOfGroup;
        }
        full.columns().close();
        full.pages().close();
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
            columns.forEach(column -> column.bind(null));
            writer.close();
        } finally {
            compressor.release();
        }
    }
}
