package io.sluice.data.difference;

import io.sluice.engine.disk.TemporaryFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Marks in a temporary file, in partitions by the digest that rows are paired by: rows of one pair are in
/// one partition. The file has no name while it is used, so nothing of it stays when the process ends. All
/// methods throw [TemporaryFileException] when the disk does not serve them. Not thread-safe.
///
/// | in memory | up to |
/// |---|---|
/// | the last marks of each partition | 8 KB each, 8 MB for 67 million marks |
/// | where its parts are | 8 bytes for 200 marks |
final class RowMarks implements AutoCloseable {
    private static final int PART_BYTES = 200 * RowMark.BYTES;
    private static final int MARKS_OF_A_PARTITION = 1 << 16;

    private final FileChannel file;
    private final Partition[] partitions;
    private long end;

    private static final class Partition {
        private @Nullable ByteBuffer last;
        private long[] parts = new long[8];
        private int count;
    }

    private RowMarks(FileChannel file, int partitions) {
        this.file = file;
        this.partitions = new Partition[partitions];
        Arrays.setAll(this.partitions, i -> new Partition());
    }

    /// @param marks how many there may be
    static RowMarks in(Path folder, long marks) {
        try {
            var file = TemporaryFile.open(folder, "sluice-difference-");
            var partitions = Long.highestOneBit(Math.max(1, marks / MARKS_OF_A_PARTITION)) * 2;
            return new RowMarks(file, (int) partitions);
        } catch (IOException failed) {
            throw new TemporaryFileException(failed);
        }
    }

    int partitions() {
        return partitions.length;
    }

    void add(RowMark mark) {
        var partition = partitions[(int) mark.keyHigh & (partitions.length - 1)];
        var last = partition.last;
        if (last == null) {
            last = ByteBuffer.allocate(PART_BYTES);
            partition.last = last;
        } else if (!last.hasRemaining()) {
            write(partition, last);
        }
        mark.write(last);
    }

    private void write(Partition partition, ByteBuffer full) {
        if (partition.count == partition.parts.length) {
            partition.parts = Arrays.copyOf(partition.parts, 2 * partition.count);
        }
        partition.parts[partition.count++] = end;
        full.flip();
        try {
            while (full.hasRemaining()) {
                end += file.write(full, end);
            }
        } catch (IOException failed) {
            throw new TemporaryFileException(failed);
        }
        full.clear();
    }

    /// Gives all marks of a partition, in the order in which they were added. Nothing is added afterwards.
    void read(int partition, Consumer<RowMark> reader) {
        var source = partitions[partition];
        var mark = new RowMark();
        var buffer = ByteBuffer.allocate(PART_BYTES);
        for (int i = 0; i < source.count; i++) {
            fill(buffer.clear(), source.parts[i]);
            give(buffer.flip(), mark, reader);
        }
        if (source.last != null) {
            give(source.last.duplicate().flip(), mark, reader);
        }
    }

    private void fill(ByteBuffer buffer, long from) {
        try {
            while (buffer.hasRemaining()) {
                if (file.read(buffer, from + buffer.position()) < 0) {
                    throw new EOFException("it has lost its end");
                }
            }
        } catch (IOException failed) {
            throw new TemporaryFileException(failed);
        }
    }

    private static void give(ByteBuffer marks, RowMark mark, Consumer<RowMark> reader) {
        while (marks.hasRemaining()) {
            mark.read(marks);
            reader.accept(mark);
        }
    }

    /// What happens to a file that is thrown away does not matter.
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // The descriptor is free in any case.
        }
    }
}
