package io.sluice.engine.batch;

/// The `ref` of a record: a UUID of any version, in upper or lower case.
final class RefText {
    private static final int LENGTH = 36;
    private static final int HALF = 18;

    private RefText() {}

    /// Reads a UUID into the record. False if the text is none.
    static boolean parse(byte[] text, int length, CheckedRecord record) {
        if (length != LENGTH) {
            return false;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (text[i] != '-') {
                    return false;
                }
                continue;
            }
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return false;
            }
            if (i < HALF) {
                high = (high << 4) | digit;
            } else {
                low = (low << 4) | digit;
            }
        }
        record.refHigh = high;
        record.refLow = low;
        return true;
    }
}
