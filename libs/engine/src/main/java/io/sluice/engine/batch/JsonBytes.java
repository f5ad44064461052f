package io.sluice.engine.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON that is written piece by piece, as UTF-8. Mutable and reused.
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 10];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean has(char symbol) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == symbol) {
                return true;
            }
        }
        return false;
    }

    /// Drops everything after the first bytes.
    void truncate(int to) {
        length = to;
    }

    void put(int symbol) {
        reserve(1);
        bytes[length++] = (byte) symbol;
    }

    void put(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    /// A text with its quotes and the escapes that it needs.
    void putText(byte[] source, int from, int to) {
        put('"');
        int start = from;
        for (int i = from; i < to; i++) {
            byte symbol = source[i];
            if (symbol == '"' || symbol == '\\' || (symbol >= 0 && symbol < ' ')) {
                put(source, start, i);
                putEscape(symbol);
                start = i + 1;
            }
        }
        put(source, start, to);
        put('"');
    }

    private void putEscape(byte symbol) {
        put('\\');
        switch (symbol) {
            case '"', '\\' -> put(symbol);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                put(HEX[symbol >> 4]);
                put(HEX[symbol & 0xF]);
            }
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
