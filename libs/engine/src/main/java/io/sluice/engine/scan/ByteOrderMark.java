package io.sluice.engine.scan;

import java.util.Optional;

/// A byte order mark at the start of a file.
public enum ByteOrderMark {
    UTF_8(0xEF, 0xBB, 0xBF),
    /// Before UTF-16, because its little-endian mark begins with that one.
    UTF_32(0xFF, 0xFE, 0, 0),
    UTF_32_BIG(0, 0, 0xFE, 0xFF),
    UTF_16(0xFF, 0xFE),
    UTF_16_BIG(0xFE, 0xFF);

    @SuppressWarnings("ImmutableEnumChecker") // Magic is immutable
    private final Magic bytes;

    ByteOrderMark(int... bytes) {
        this.bytes = new Magic(bytes);
    }

    public int length() {
        return bytes.length();
    }

    /// The mark at the start of a file.
    public static Optional<ByteOrderMark> of(byte[] head, int length) {
        for (ByteOrderMark mark : values()) {
            if (mark.bytes.starts(head, length)) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }
}
