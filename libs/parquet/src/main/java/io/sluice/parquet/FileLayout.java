package io.sluice.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/// How a file is cut by the number of its columns, so that its row group and its footer keep to the memory:
///
/// | columns, row group of 32 MiB (above 200: 16) | page up to | all dictionaries up to | statistics | footer, a column
/// of a group |
/// |---|---|---|---|---|
/// | 12 | 1 MiB | 12 MiB | yes | 1 KiB |
/// | 200 | 80 KiB | 16 MiB | yes | 1 KiB |
/// | 2,000 | 8 KiB | none | none | 512 bytes |
final class FileLayout {
    /// Of a minimum or maximum in the file's statistics.
    static final int MOST_STATISTICS_BYTES = 64;

    private static final int MEBIBYTE = 1 << 20;
    private static final int MANY_COLUMNS = 200;
    private static final int MOST_BYTES_OF_MANY_COLUMNS = 16 * MEBIBYTE;
    private static final int SMALLEST_PAGE = 1 << 12;
    private static final int SMALLEST_DICTIONARY = 1 << 12;

    private final MessageType schema;
    private final int columns;
    private final int rowGroupBytes;

    /// @param rowGroupBytes what a row group may take of the memory
    FileLayout(List<Type> fields, int rowGroupBytes) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a Parquet file has at least one column");
        }
        this.schema = new MessageType("table", fields);
        this.columns = schema.getColumns().size();
        this.rowGroupBytes = rowGroupBytes;
    }

    MessageType schema() {
        return schema;
    }

    /// What a row group takes before it is written; what many columns hold beside it is more.
    int rowGroupBytes() {
        return hasFewColumns() ? rowGroupBytes : Math.min(rowGroupBytes, MOST_BYTES_OF_MANY_COLUMNS);
    }

    /// Whether columns have dictionaries and statistics.
    boolean hasFewColumns() {
        return columns <= MANY_COLUMNS;
    }

    int pageBytes() {
        return Math.clamp(rowGroupBytes / 2 / columns, SMALLEST_PAGE, MEBIBYTE);
    }

    /// Of a column that has a dictionary.
    int dictionaryBytes() {
        return Math.clamp(rowGroupBytes / 2 / columns, SMALLEST_DICTIONARY, MEBIBYTE);
    }

    /// What the footer says of a row group.
    int footerBytesOfGroup() {
        return columns * (hasFewColumns() ? 1 << 10 : 1 << 9);
    }

    /// Writes the first bytes.
    ParquetFileWriter begin(OutputStream out) throws IOException {
        var writer = new ParquetFileWriter(
                new StreamFile(out),
                schema,
                ParquetFileWriter.Mode.CREATE,
                rowGroupBytes,
                0,
                MOST_STATISTICS_BYTES,
                MOST_STATISTICS_BYTES,
                true);
        writer.start();
        return writer;
    }

    /// The pages of a new row group.
    ColumnChunkPageWriteStore pages(ZstdCompressor compressor, ByteBufferAllocator allocator) {
        return new ColumnChunkPageWriteStore(compressor, schema, allocator, MOST_STATISTICS_BYTES, true);
    }
}
