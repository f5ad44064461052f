package io.sluice.engine.cell;

import io.sluice.engine.value.CodePoints;

/// A cell as characters for the pattern engine, decoded from well-formed UTF-8 into a reused buffer.
final class CellText implements CharSequence {
    private char[] chars = new char[64];
    private int length;

    void set(byte[] bytes, int from, int to) {
        if (chars.length < to - from) {
            chars = new char[Math.max(to - from, chars.length * 2)];
        }
        length = 0;
        int i = from;
        while (i < to) {
            if (bytes[i] >= 0) {
                chars[length++] = (char) bytes[i++];
            } else {
                length += Character.toChars(CodePoints.at(bytes, i), chars, length);
                i += CodePoints.length(bytes[i]);
            }
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
