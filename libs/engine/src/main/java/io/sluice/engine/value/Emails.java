package io.sluice.engine.value;

/// Text, one `@`, and a domain with a dot inside; no blanks, at most 254 characters.
final class Emails {
    private static final int MOST_CHARACTERS = 254;

    private Emails() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int at = -1;
        int lastDot = -1;
        for (int i = from; i < to; i += CodePoints.length(bytes[i])) {
            int symbol = CodePoints.at(bytes, i);
            if (symbol == '@') {
                if (at >= 0) {
                    return false;
                }
                at = i;
            } else if (symbol == '.') {
                lastDot = i;
            } else if (symbol <= ' ' || isBlank(symbol)) {
                return false;
            }
        }
        return at > from
                && lastDot > at + 1
                && lastDot < to - 1
                && bytes[at + 1] != '.'
                && CodePoints.count(bytes, from, to) <= MOST_CHARACTERS;
    }

    private static boolean isBlank(int symbol) {
        return symbol > 0x7F && (Character.isSpaceChar(symbol) || Character.isWhitespace(symbol));
    }
}
