package io.sluice.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;

/// Reads the rows of a Parquet file in their order. The file has only columns of [ColumnType], as those that
/// [ParquetFile] writes. Not thread-safe.
///
/// In memory are the footer, 16 MiB of the file or 64 KiB of each column, and a page and a dictionary of each
/// column. What the file says of its sizes is believed: a service of ours has written it.
public final class StoredRows {
    private static final String MAGIC = "PAR1";
    private static final int END = Integer.BYTES + MAGIC.length();
    private static final int MOST_FOOTER_BYTES = 64 << 20;
    /// What is read ahead of all columns together. A smaller row group is read at once.
    private static final int BUFFER_BYTES = 16 << 20;
    private static final int SMALLEST_PART = 64 << 10;

    private final StoredFile file;
    private final MessageType schema;
    private final List<BlockMetaData> groups;
    private final List<ParquetColumn> columns;
    private final List<StoredValues> values;
    private final long rows;
    /// The row group in memory; -1 before the first one.
    private int group = -1;
    private long firstOfGroup;
    private long rowsOfGroup;
    private long row = -1;

    private StoredRows(StoredFile file, MessageType schema, List<BlockMetaData> groups) throws IOException {
        this.file = file;
        this.schema = schema;
        this.groups = groups;
        var found = new ArrayList<ParquetColumn>();
        values = new ArrayList<>();
        for (var field : schema.getFields()) {
            var type = StoredTypes.of(field);
            var id = field.getId();
            if (id == null) {
                throw new IOException("expected an id of each column but %s has none".formatted(field.getName()));
            }
            found.add(new ParquetColumn(field.getName(), id.intValue(), type, false));
            values.add(new StoredValues(type));
        }
        columns = List.copyOf(found);
        rows = groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
    }

    /// Reads the end of the file, which says what it holds.
    ///
    /// @throws IOException when it is no such file
    public static StoredRows open(StoredFile file) throws IOException {
        if (file.size() < END) {
            throw new IOException("expected a Parquet file but got %d bytes".formatted(file.size()));
        }
        var end = file.read(file.size() - END, END);
        var length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (!new String(end, Integer.BYTES, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)
                || length < 0
                || length > Math.min(MOST_FOOTER_BYTES, file.size() - END)) {
            throw new IOException("the end of the file is not that of a Parquet file");
        }
        var footer = file.read(file.size() - END - length, length);
        var metadata = new ParquetMetadataConverter()
                .fromParquetMetadata(Util.readFileMetaData(new ByteArrayInputStream(footer), MOST_FOOTER_BYTES));
        return new StoredRows(file, metadata.getFileMetaData().getSchema(), metadata.getBlocks());
    }

    public List<ParquetColumn> columns() {
        return columns;
    }

    /// Of the whole file.
    public long rows() {
        return rows;
    }

    /// The values of a column in the current row.
    ///
    /// @param index from 0, in the order of the columns
    public StoredValues column(int index) {
        return values.get(index);
    }

    /// Moves to the next row; the first one at first.
    ///
    /// @return whether there is one
    public boolean next() throws IOException {
        return moveTo(row + 1);
    }

    /// Moves to a later row. Row groups between are not read.
    ///
    /// @param target from 0
    /// @return whether the file has so many rows
    public boolean moveTo(long target) throws IOException {
        if (target <= row) {
            throw new IllegalArgumentException("expected a row after %d but got %d".formatted(row, target));
        }
        if (target >= rows) {
            return false;
        }
        while (target >= firstOfGroup + rowsOfGroup) {
            firstOfGroup += rowsOfGroup;
            rowsOfGroup = groups.get(++group).getRowCount();
            row = -1;
        }
        if (row < 0) {
            load(groups.get(group));
            row = firstOfGroup;
        }
        for (var column : values) {
            column.skip(target - row);
        }
        row = target;
        return true;
    }

    private void load(BlockMetaData block) throws IOException {
        values.forEach(StoredValues::release);
        var chunks = block.getColumns();
        var from = chunks.stream()
                .mapToLong(ColumnChunkMetaData::getStartingPos)
                .min()
                .orElse(0);
        var to = chunks.stream()
                .mapToLong(chunk -> chunk.getStartingPos() + chunk.getTotalSize())
                .max()
                .orElse(0);
        var source = to - from <= BUFFER_BYTES ? StoredBytes.of(file, from, (int) (to - from)) : file;
        var part = Math.max(SMALLEST_PART, BUFFER_BYTES / values.size());
        for (int i = 0; i < values.size(); i++) {
            var chunk = chunks.get(i);
            var stored = new ChunkStream(source, chunk.getStartingPos(), chunk.getTotalSize(), part);
            values.get(i)
                    .bind(
                            schema.getColumns().get(i),
                            new ChunkPages(chunk.getPrimitiveType(), chunk.getCodec(), chunk.getValueCount(), stored));
        }
    }

    /// A part of a file that is in memory.
    @SuppressWarnings("ArrayRecordComponent") // a view for one row group, never compared
    private record StoredBytes(long from, byte[] bytes) implements StoredFile {
        static StoredBytes of(StoredFile file, long from, int length) throws IOException {
            return new StoredBytes(from, file.read(from, length));
        }

        @Override
        public long size() {
            return from + bytes.length;
        }

        @Override
        public byte[] read(long position, int length) {
            var begin = (int) (position - from);
            return Arrays.copyOfRange(bytes, begin, begin + length);
        }
    }
}
