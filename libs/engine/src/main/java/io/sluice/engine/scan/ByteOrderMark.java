package io.sluice.engine.scan;

/// Whether a file starts with a byte order mark of UTF-8 or UTF-16.
public enum ByteOrderMark {
    PRESENT,
    ABSENT,
    /// The bytes so far may be the start of a mark.
    UNDECIDED;

    /// The number of bytes that always suffice to decide.
    public static final int LENGTH = 3;

    private static final byte[][] MARKS = {
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFE, (byte) 0xFF}, {(byte) 0xFF, (byte) 0xFE}
    };

    /// Whether the first `length` bytes of a file are a mark.
    public static ByteOrderMark of(byte[] head, int length) {
        for (byte[] mark : MARKS) {
            int same = 0;
            while (same < length && same < mark.length && head[same] == mark[same]) {
                same++;
            }
            if (same == mark.length) {
                return PRESENT;
            }
            if (same == length) {
                return UNDECIDED;
            }
        }
        return ABSENT;
    }
}
