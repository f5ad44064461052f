package io.sluice.engine.value;

/// An optional `+`, then 6 to 20 digits with blanks and `-().` between them. A number may start with `(` and
/// end with `)`.
final class Phones {
    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 20;

    private Phones() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int start = from < to && bytes[from] == '+' ? from + 1 : from;
        if (start == to
                || !(Digits.isDigit(bytes[start]) || bytes[start] == '(')
                || !(Digits.isDigit(bytes[to - 1]) || bytes[to - 1] == ')')) {
            return false;
        }
        int digits = 0;
        for (int i = start; i < to; i++) {
            if (Digits.isDigit(bytes[i])) {
                digits++;
            } else if (" -().".indexOf(bytes[i]) < 0) {
                return false;
            }
        }
        return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
    }
}
