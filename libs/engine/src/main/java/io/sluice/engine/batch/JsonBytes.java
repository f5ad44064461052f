package io.sluice.engine.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON that is written piece by piece, as UTF-8. Mutable and reused.
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 10];
    private int length;
    /// What comes next, but is not copied yet: most of a record is written as it was read, and then one copy
    /// is enough.
    private byte[] lasting = {};

    private int lastingFrom;
    private int lastingTo;

    void clear() {
        length = 0;
        lastingFrom = 0;
        lastingTo = 0;
    }

    byte[] array() {
        copyLasting();
        return bytes;
    }

    int length() {
        return length + lastingTo - lastingFrom;
    }

    boolean has(char symbol) {
        copyLasting();
        for (int i = 0; i < length; i++) {
            if (bytes[i] == symbol) {
                return true;
            }
        }
        return false;
    }

    /// Drops everything after the first bytes.
    void truncate(int to) {
        if (to > length) {
            lastingTo = lastingFrom + to - length;
        } else {
            length = to;
            lastingTo = lastingFrom;
        }
    }

    /// Writes one byte.
    void put(int symbol) {
        if (lastingFrom < lastingTo && lastingTo < lasting.length && lasting[lastingTo] == symbol) {
            lastingTo++;
            return;
        }
        copyLasting();
        reserve(1);
        bytes[length++] = (byte) symbol;
    }

    /// Writes bytes that the caller does not change until all is read or cleared.
    @SuppressWarnings("ReferenceEquality") // the same array, not the same contents
    void putLasting(byte[] source, int from, int to) {
        if (source != lasting || from != lastingTo) {
            copyLasting();
            lasting = source;
            lastingFrom = from;
        }
        lastingTo = to;
    }

    private void copyLasting() {
        int more = lastingTo - lastingFrom;
        if (more > 0) {
            reserve(more);
            System.arraycopy(lasting, lastingFrom, bytes, length, more);
            length += more;
            lastingFrom = lastingTo;
        }
    }

    void put(byte[] source, int from, int to) {
        copyLasting();
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
