package io.sluice.engine.value;

/// ASCII digits. A negative result means that a byte is not a digit.
final class Digits {
    private Digits() {}

    static boolean isDigit(byte symbol) {
        return symbol >= '0' && symbol <= '9';
    }

    static boolean isHex(byte symbol) {
        return isDigit(symbol) || (symbol >= 'a' && symbol <= 'f') || (symbol >= 'A' && symbol <= 'F');
    }

    static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }

    static int four(byte[] bytes, int at) {
        int high = two(bytes, at);
        int low = two(bytes, at + 2);
        return (high | low) < 0 ? -1 : high * 100 + low;
    }

    /// The index after the digits that start at `from`.
    static int skip(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isDigit(bytes[i])) {
            i++;
        }
        return i;
    }
}
