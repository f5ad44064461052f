package io.sluice.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferAllocator;

/// Memory for the pages of one row group, used again by the next. With an array for each page, every row
/// group would move to the old generation of the heap and fill it.
///
/// It grows block by block. A page that fits into no block gets its own array.
final class PageMemory implements ByteBufferAllocator {
    private static final int FIRST_BYTES = 1 << 14;

    private final List<Block> blocks = new ArrayList<>();
    private final long most;
    private final int mostOfBlock;
    private long kept;

    /// @param rowGroupBytes that the pages of a row group usually have at most
    PageMemory(int rowGroupBytes) {
        // The last page of a block rarely fills it.
        most = (long) rowGroupBytes + rowGroupBytes / 4;
        mostOfBlock = rowGroupBytes / 4;
    }

    private static final class Block {
        private final byte[] bytes;
        private int used;

        private Block(int size) {
            bytes = new byte[size];
        }

        private boolean hasRoom(int size) {
            return bytes.length - used >= size;
        }

        private ByteBuffer take(int size) {
            used += size;
            return ByteBuffer.wrap(bytes, used - size, size).slice();
        }
    }

    @Override
    public ByteBuffer allocate(int size) {
        for (var block : blocks) {
            if (block.hasRoom(size)) {
                return block.take(size);
            }
        }
        int next = Math.max(size, (int) Math.min(mostOfBlock, Math.max(FIRST_BYTES, kept)));
        if (size > mostOfBlock || kept + next > most) {
            return ByteBuffer.allocate(size);
        }
        var block = new Block(next);
        blocks.add(block);
        kept += next;
        return block.take(size);
    }

    /// Nothing: [#clear] releases all pages of a row group.
    @Override
    public void release(ByteBuffer page) {}

    /// Forgets the pages. None of them may be used afterwards.
    void clear() {
        blocks.forEach(block -> block.used = 0);
    }

    @Override
    public boolean isDirect() {
        return false;
    }
}
