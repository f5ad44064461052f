package io.sluice.engine.batch;

/// The text of one JSON value as UTF-8, the form in which cells are checked. Mutable and reused.
final class Utf8Text {
    /// Bytes of UTF-8 that one `char` can become.
    private static final int WIDEST = 3;

    private byte[] bytes = new byte[1 << 8];
    private int length;
    private boolean nul;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// Whether the text has a NUL, which no database takes.
    boolean hasNul() {
        return nul;
    }

    /// Encodes the characters. False for half a surrogate pair.
    boolean set(char[] chars, int offset, int count) {
        if (bytes.length < WIDEST * count) {
            bytes = new byte[Math.max(WIDEST * count, 2 * bytes.length)];
        }
        byte[] target = bytes;
        int end = offset + count;
        int at = 0;
        boolean hasNul = false;
        for (int i = offset; i < end; i++) {
            char symbol = chars[i];
            if (symbol < 0x80) {
                hasNul |= symbol == 0;
                target[at++] = (byte) symbol;
            } else if (symbol < 0x800) {
                target[at++] = (byte) (0xC0 | (symbol >> 6));
                target[at++] = (byte) (0x80 | (symbol & 0x3F));
            } else if (!Character.isSurrogate(symbol)) {
                target[at++] = (byte) (0xE0 | (symbol >> 12));
                target[at++] = (byte) (0x80 | ((symbol >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (symbol & 0x3F));
            } else {
                if (i + 1 == end || !Character.isSurrogatePair(symbol, chars[i + 1])) {
                    return false;
                }
                int pair = Character.toCodePoint(symbol, chars[++i]);
                target[at++] = (byte) (0xF0 | (pair >> 18));
                target[at++] = (byte) (0x80 | ((pair >> 12) & 0x3F));
                target[at++] = (byte) (0x80 | ((pair >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (pair & 0x3F));
            }
        }
        nul = hasNul;
        length = at;
        return true;
    }
}
