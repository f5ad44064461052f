package io.sluice.engine.key;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A sequence of longs that is only appended to and read from its start. It is a chain of blocks of the
/// [SpillFile]: the last long of each block is the number of the next one. The block at the end stays in
/// memory, so a short log never touches the disk.
public final class SpillLog {
    private final SpillFile file;
    private final int payload;
    private @Nullable ByteBuffer buffer;
    private int position;
    private long firstBlock;
    private long lastBlock;
    private long size;

    SpillLog(SpillFile file) {
        this.file = file;
        payload = file.blockBytes() - Long.BYTES;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void add(long value) {
        ByteBuffer block = buffer;
        if (block == null) {
            block = newBuffer(file.blockBytes());
            buffer = block;
            firstBlock = file.newBlock();
            lastBlock = firstBlock;
        } else if (position == payload) {
            long next = file.newBlock();
            block.putLong(payload, next);
            file.write(lastBlock, block);
            lastBlock = next;
            position = 0;
        }
        block.putLong(position, value);
        position += Long.BYTES;
        size++;
    }

    /// Appends bytes, eight in a long. The reader must know how many there are.
    public void addBytes(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i += Long.BYTES) {
            long packed = 0;
            for (int j = Math.min(to, i + Long.BYTES) - 1; j >= i; j--) {
                packed = packed << Byte.SIZE | (bytes[j] & 0xFF);
            }
            add(packed);
        }
    }

    /// A reader of what the log contains now. It must not be used after a further [#add].
    public Reader reader() {
        return new Reader();
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Reads a log from its start.
    public final class Reader {
        private @Nullable ByteBuffer own;
        private @Nullable ByteBuffer block;
        private long nextBlock = firstBlock;
        private long left = size;
        private int at = payload;

        public boolean hasNext() {
            return left > 0;
        }

        public long next() {
            ByteBuffer source = block;
            if (source == null || at == payload) {
                source = load();
                block = source;
                at = 0;
            }
            long value = source.getLong(at);
            at += Long.BYTES;
            left--;
            return value;
        }

        /// Reads what [#addBytes] appended.
        public byte[] nextBytes(int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i += Long.BYTES) {
                long packed = next();
                for (int j = i; j < Math.min(length, i + Long.BYTES); j++) {
                    bytes[j] = (byte) packed;
                    packed >>>= Byte.SIZE;
                }
            }
            return bytes;
        }

        private ByteBuffer load() {
            ByteBuffer last = buffer;
            if (last != null && nextBlock == lastBlock) {
                return last;
            }
            ByteBuffer read = own;
            if (read == null) {
                read = newBuffer(file.blockBytes());
                own = read;
            }
            file.read(nextBlock, read);
            nextBlock = read.getLong(payload);
            return read;
        }
    }
}
