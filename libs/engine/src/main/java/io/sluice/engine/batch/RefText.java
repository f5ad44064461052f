package io.sluice.engine.batch;

import java.util.Arrays;

/// The `ref` of a record: a UUID of any version, in upper or lower case.
final class RefText {
    private static final int LENGTH = 36;
    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGITS = digits();

    private RefText() {}

    /// Reads a UUID into the record. False if the text is none.
    static boolean parse(JsonText text, CheckedRecord record) {
        byte[] bytes = text.bytes();
        int from = text.from();
        if (text.length() != LENGTH
                || bytes[from + 8] != '-'
                || bytes[from + 13] != '-'
                || bytes[from + 18] != '-'
                || bytes[from + 23] != '-') {
            return false;
        }
        long first = hex(bytes, from, 8);
        long second = hex(bytes, from + 9, 4);
        long third = hex(bytes, from + 14, 4);
        long fourth = hex(bytes, from + 19, 4);
        long fifth = hex(bytes, from + 24, 12);
        if ((first | second | third | fourth | fifth) < 0) {
            return false;
        }
        record.refHigh = (first << 32) | (second << 16) | third;
        record.refLow = (fourth << 48) | fifth;
        return true;
    }

    /// The number that up to 15 hex digits write; negative if one of them is none.
    private static long hex(byte[] bytes, int from, int count) {
        long value = 0;
        int wrong = 0;
        for (int i = from; i < from + count; i++) {
            int digit = DIGITS[bytes[i] & 0xFF];
            wrong |= digit;
            value = (value << 4) | digit;
        }
        return wrong < 0 ? -1 : value;
    }

    private static byte[] digits() {
        byte[] digits = new byte[1 << Byte.SIZE];
        Arrays.fill(digits, NO_DIGIT);
        for (byte digit = 0; digit < 16; digit++) {
            char symbol = Character.forDigit(digit, 16);
            digits[symbol] = digit;
            digits[Character.toUpperCase(symbol)] = digit;
        }
        return digits;
    }
}
