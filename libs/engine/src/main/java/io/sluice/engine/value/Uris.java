package io.sluice.engine.value;

/// An absolute URI of RFC 3986: a scheme, a colon and at least one character more. Characters beyond ASCII
/// are allowed, blanks and control characters are not. Brackets may only enclose an IPv6 address, because no
/// other literal has been defined.
final class Uris {
    private static final String FORBIDDEN = "\"<>\\^`{|}";

    private Uris() {}

    static boolean isAbsolute(byte[] bytes, int from, int to) {
        int colon = schemeEnd(bytes, from, to);
        if (colon < 0 || colon + 1 == to || bytes[colon + 1] == '#') {
            return false;
        }
        int rest = colon + 1;
        int authorityEnd = rest;
        if (to - rest >= 2 && bytes[rest] == '/' && bytes[rest + 1] == '/') {
            authorityEnd = authorityEnd(bytes, rest + 2, to);
            if (rest + 2 == to || !hasSoundBrackets(bytes, rest + 2, authorityEnd)) {
                return false;
            }
        }
        return isLegal(bytes, rest, authorityEnd, to);
    }

    private static int schemeEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte symbol = bytes[i];
            if (symbol == ':' && i > from) {
                return i;
            }
            boolean letter = (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z');
            boolean later = Digits.isDigit(symbol) || symbol == '+' || symbol == '-' || symbol == '.';
            if (!letter && !(later && i > from)) {
                return -1;
            }
        }
        return -1;
    }

    private static int authorityEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '/' && bytes[i] != '?' && bytes[i] != '#') {
            i++;
        }
        return i;
    }

    /// Whether an authority has no brackets, or a host in brackets with at most a port after it.
    private static boolean hasSoundBrackets(byte[] bytes, int from, int to) {
        int open = indexOfBracket(bytes, from, to);
        if (open == to) {
            return true;
        }
        int close = indexOfBracket(bytes, open + 1, to);
        boolean startsHost = bytes[open] == '[' && (open == from || bytes[open - 1] == '@');
        return startsHost
                && close < to
                && bytes[close] == ']'
                && IpAddresses.isVersion6(bytes, open + 1, close)
                && (close + 1 == to || (bytes[close + 1] == ':' && Digits.skip(bytes, close + 2, to) == to));
    }

    private static int indexOfBracket(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '[' && bytes[i] != ']') {
            i++;
        }
        return i;
    }

    private static boolean isLegal(byte[] bytes, int from, int authorityEnd, int to) {
        boolean fragment = false;
        for (int i = from; i < to; i += CodePoints.length(bytes[i])) {
            int symbol = CodePoints.at(bytes, i);
            if (symbol <= ' ' || FORBIDDEN.indexOf(symbol) >= 0 || (symbol >= 0x7F && isBlank(symbol))) {
                return false;
            }
            if ((symbol == '[' || symbol == ']') && i >= authorityEnd) {
                return false;
            }
            if (symbol == '#') {
                if (fragment) {
                    return false;
                }
                fragment = true;
            }
            if (symbol == '%' && (to - i < 3 || !Digits.isHex(bytes[i + 1]) || !Digits.isHex(bytes[i + 2]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(int symbol) {
        return Character.isISOControl(symbol) || Character.isSpaceChar(symbol) || Character.isWhitespace(symbol);
    }
}
