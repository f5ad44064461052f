package io.sluice.engine.scan;

/// The byte order marks of UTF-8 and UTF-16 at the start of a file.
public enum ByteOrderMark {
    PRESENT,
    ABSENT,
    /// More bytes are needed to tell.
    UNDECIDED;

    /// The most bytes needed to tell.
    public static final int LENGTH = 3;

    private static final byte[][] MARKS = {
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFE, (byte) 0xFF}, {(byte) 0xFF, (byte) 0xFE}
    };

    /// What the first `length` bytes of a file say.
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
