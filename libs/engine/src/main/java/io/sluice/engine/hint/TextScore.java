package io.sluice.engine.hint;

import java.nio.charset.Charset;

/// How plausible a decoded text is. Each character outside ASCII is judged in its word and in its field:
///
/// | text | plausible |
/// |---|---|
/// | letters of an alphabet | in a word of that alphabet alone, with capitals where words have them |
/// | accented Latin letters | beside ASCII letters |
/// | ideographs, kana, Hangul | the frequent ones |
/// | punctuation | where a writer sets it |
final class TextScore {
    private static final double HARDLY = 0.1;
    private static final double ALONE = 0.7;
    private static final double CAPITALS = 0.85;
    private static final double FREQUENT_IDEOGRAPH = 0.5;
    /// Letters on each side of one that count as its word: bounds the cost of a text without blanks.
    private static final int LONGEST_WORD = 40;

    private final int[] symbols;
    private final CommonCharacters common;

    TextScore(String text, CommonCharacters common) {
        this.symbols = text.codePoints().toArray();
        this.common = common;
    }

    double mean() {
        double sum = 0;
        int count = 0;
        int from = 0;
        while (from < symbols.length) {
            int to = from;
            while (to < symbols.length && !endsField(symbols[to])) {
                to++;
            }
            int outside = 0;
            int ascii = 0;
            for (int i = from; i < to; i++) {
                outside += symbols[i] >= 0x80 ? 1 : 0;
                ascii += symbols[i] < 0x80 && Character.isLetter(symbols[i]) ? 1 : 0;
            }
            count += outside;
            for (int i = from; outside > 0 && i < to; i++) {
                sum += symbols[i] < 0x80 ? 0 : weight(i, outside, ascii);
            }
            from = to + 1;
        }
        return count == 0 || !hasEvidence() ? 0 : sum / count;
    }

    /// A single letter in a field of its own says nothing.
    private boolean hasEvidence() {
        for (int i = 0; i < symbols.length; i++) {
            boolean letterOfAlphabet = (common.isLatin() || common.isAlphabet()) && isLetter(symbols[i]);
            if (symbols[i] >= 0x80 && (!letterOfAlphabet || isLetter(before(i)) || isLetter(after(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsField(int symbol) {
        return symbol < 0x80 && ",;\t\n\r\"|".indexOf(symbol) >= 0;
    }

    private double weight(int at, int outside, int ascii) {
        int symbol = symbols[at];
        boolean foreign =
                common.isLatin() ? outside >= 4 && outside > 2 * ascii : common.isAlphabet() && ascii > outside;
        if (foreign) {
            return HARDLY;
        }
        if (isLetter(symbol)) {
            return letter(at);
        }
        if ((symbol >= 0x3000 && symbol <= 0x303F) || (symbol >= 0xFF01 && symbol <= 0xFF5E)) {
            return common.isLatin() || common.isAlphabet() ? HARDLY : 0.8;
        }
        return punctuation(at);
    }

    private double letter(int at) {
        int symbol = symbols[at];
        boolean besideAscii = isAsciiLetter(at - 1) || isAsciiLetter(at + 1);
        if (common.isAlphabet() && besideAscii) {
            return 0;
        }
        double frequency = common.frequency(symbol);
        if (common.isLatin() || common.isAlphabet()) {
            if (frequency == 0) {
                return HARDLY;
            }
            boolean alone = !isLetter(before(at)) && !isLetter(after(at));
            return frequency * usualCase(at) * (alone ? ALONE : 1);
        }
        return frequency > 0 ? frequency : isFrequentIdeograph(symbol) ? FREQUENT_IDEOGRAPH : 0;
    }

    /// 1 for a word in small letters or with one capital in front, less for one in capitals.
    private double usualCase(int at) {
        int from = at;
        while (at - from < LONGEST_WORD && isLetter(before(from))) {
            from--;
        }
        int small = 0;
        int capitals = 0;
        int end = Math.min(symbols.length, at + LONGEST_WORD);
        for (int i = from; i < end && isLetter(symbols[i]); i++) {
            small += Character.isLowerCase(symbols[i]) ? 1 : 0;
            capitals += Character.isUpperCase(symbols[i]) ? 1 : 0;
        }
        if (capitals == 0 || (capitals == 1 && Character.isUpperCase(symbols[from]))) {
            return 1;
        }
        return small == 0 ? CAPITALS : HARDLY;
    }

    private double punctuation(int at) {
        boolean letterBefore = isLetter(before(at));
        boolean letterAfter = isLetter(after(at));
        boolean asciiAround = before(at) < 0x80 && after(at) < 0x80;
        boolean fits = switch (symbols[at]) {
            case '“', '„', '«', '‘' -> !letterBefore && letterAfter;
            case '”', '»' -> letterBefore && !letterAfter;
            case '’' -> letterBefore && asciiAround;
            case '–', '—', '·' -> asciiAround;
            case '…', '™', '®', '°', '€', '£', '¥', '½', '№' -> !letterAfter && asciiAround;
            default -> false;
        };
        return fits ? 0.9 : HARDLY;
    }

    private int before(int at) {
        return at > 0 ? symbols[at - 1] : ' ';
    }

    private int after(int at) {
        return at + 1 < symbols.length ? symbols[at + 1] : ' ';
    }

    private boolean isAsciiLetter(int at) {
        return at >= 0 && at < symbols.length && symbols[at] < 0x80 && Character.isLetter(symbols[at]);
    }

    private static boolean isLetter(int symbol) {
        return Character.isLetter(symbol) || Character.getType(symbol) == Character.NON_SPACING_MARK;
    }

    /// Whether the character is in the part of its character set for the frequent ones.
    private boolean isFrequentIdeograph(int symbol) {
        byte[] code = new String(Character.toChars(symbol)).getBytes(characterSet());
        if (code.length != 2) {
            return false;
        }
        int lead = code[0] & 0xFF;
        int trail = code[1] & 0xFF;
        return switch (common) {
            case TRADITIONAL_CHINESE -> lead >= 0xA4 && lead <= 0xC6;
            case SIMPLIFIED_CHINESE -> lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
            case JAPANESE -> lead >= 0x88 && lead <= 0x98;
            case KOREAN -> lead >= 0xB0 && lead <= 0xC8 && trail >= 0xA1;
            default -> false;
        };
    }

    private Charset characterSet() {
        return Charset.forName(
                switch (common) {
                    case TRADITIONAL_CHINESE -> "x-windows-950";
                    case SIMPLIFIED_CHINESE -> "GB18030";
                    case KOREAN -> "x-windows-949";
                    default -> "windows-31j";
                });
    }
}
