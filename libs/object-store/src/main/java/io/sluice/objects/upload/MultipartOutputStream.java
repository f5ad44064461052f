package io.sluice.objects.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/// Cuts a stream of unknown length into parts and holds one of them in memory.
///
/// A store takes at most 10,000 parts, and at least 5 MiB in each but the last. So the parts grow:
///
/// | parts | MiB each |
/// |---|---|
/// | 1 to 2,000 | 8 |
/// | to 4,000 | 16 |
/// | to 6,000 | 32 |
/// | to 8,000 | 64 |
/// | to 10,000 | 128 |
///
/// That makes 484 GiB in all; smaller first parts make proportionally less. Closing the stream does nothing:
/// its maker knows whether all bytes were written.
final class MultipartOutputStream extends OutputStream {
    static final int FIRST_PART_BYTES = 8 << 20;
    private static final int PARTS_OF_ONE_SIZE = 2_000;
    private static final int SMALL_BUFFER_BYTES = 64 * 1024;

    private static final int SMALLEST_PART_BYTES = 5 << 20;

    private final Parts parts;
    private final int firstPartBytes;
    private byte[] buffer = new byte[SMALL_BUFFER_BYTES];
    private int filled;
    private int sent;

    MultipartOutputStream(Parts parts) {
        this(parts, FIRST_PART_BYTES);
    }

    MultipartOutputStream(Parts parts, int firstPartBytes) {
        if (firstPartBytes < SMALLEST_PART_BYTES || firstPartBytes > FIRST_PART_BYTES) {
            throw new IllegalArgumentException("the first parts have %d bytes, expected %d to %d"
                    .formatted(firstPartBytes, SMALLEST_PART_BYTES, FIRST_PART_BYTES));
        }
        this.parts = parts;
        this.firstPartBytes = firstPartBytes;
    }

    /// Receives the parts in their order.
    interface Parts {
        /// Sends one part, with any number of retries.
        ///
        /// @param number from 1
        void send(int number, Part part);
    }

    /// Bytes that can be read repeatedly until the call that received them returns.
    static final class Part {
        private final byte[] buffer;
        private final int length;

        private Part(byte[] buffer, int length) {
            this.buffer = buffer;
            this.length = length;
        }

        int length() {
            return length;
        }

        InputStream stream() {
            return new ByteArrayInputStream(buffer, 0, length);
        }
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        var done = 0;
        while (done < length) {
            if (filled == partBytes(sent + 1)) {
                flushPart();
            }
            var count = Math.min(length - done, room());
            System.arraycopy(bytes, offset + done, buffer, filled, count);
            filled += count;
            done += count;
        }
    }

    private int room() {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(partBytes(sent + 1), buffer.length * 2L));
        }
        return Math.min(buffer.length, partBytes(sent + 1)) - filled;
    }

    private void flushPart() {
        sent++;
        parts.send(sent, new Part(buffer, filled));
        filled = 0;
    }

    int partBytes(int number) {
        return firstPartBytes << Math.min(4, (number - 1) / PARTS_OF_ONE_SIZE);
    }

    /// How many parts were sent.
    int sent() {
        return sent;
    }

    /// The bytes after the last part that was sent.
    Part rest() {
        return new Part(buffer, filled);
    }
}
