package io.sluice.engine.scan;

import java.util.Arrays;
import java.util.Optional;

/// The first bytes of a file, held back until they say whether it is a text. Mutable.
public final class FileHead {
    /// The bytes that decide.
    public static final int LENGTH = 64;

    /// The bytes that say what a zip file or an OLE2 file holds.
    private static final int CONTAINER_LENGTH = 1 << 13;

    private byte[] bytes = new byte[LENGTH];
    private int length;
    private Optional<ByteOrderMark> mark = Optional.empty();
    private Optional<BinaryKind> kind = Optional.empty();
    private boolean decided;

    /// Takes as many bytes as are needed. Returns the index after the last byte taken.
    public int take(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && !decided) {
            int taken = Math.min(to - i, bytes.length - length);
            System.arraycopy(buffer, i, bytes, length, taken);
            length += taken;
            i += taken;
            if (length == bytes.length) {
                full();
            }
        }
        return i;
    }

    private void full() {
        if (length == LENGTH
                && BinaryKind.of(bytes, length).filter(BinaryKind::isContainer).isPresent()) {
            bytes = Arrays.copyOf(bytes, CONTAINER_LENGTH);
        } else {
            decide();
        }
    }

    /// The file has no more bytes, or enough of them are here.
    public void decide() {
        decided = true;
        mark = ByteOrderMark.of(bytes, length);
        kind = BinaryKind.of(bytes, length).map(known -> known.isContainer() ? known.refined(bytes, length) : known);
    }

    public boolean isDecided() {
        return decided;
    }

    public Optional<ByteOrderMark> mark() {
        return mark;
    }

    public Optional<BinaryKind> kind() {
        return kind;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }
}
