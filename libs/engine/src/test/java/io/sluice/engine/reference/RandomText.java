package io.sluice.engine.reference;

/// Texts that are difficult for a scanner: delimiters and quotes inside, characters of every length, lengths
/// near block boundaries.
final class RandomText {
    private static final String[] PIECES = {
        "a",
        "Z",
        "7",
        " ",
        "\t",
        ",",
        "\"",
        "\n",
        "\r\n",
        "\r",
        "é",
        "ß",
        "中",
        "文",
        "字",
        "😀",
        "👨‍👩‍👧",
        "\ufeff",
        "\u0001",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\u2028",
        "\u0085",
        "e\u0301",
        "\\",
        "'",
        ";",
        "|",
        "=1+1",
        "NULL"
    };
    private static final int[] BORDERS = {8, 16, 32, 64, 128, 256};

    private RandomText() {}

    static String any(Draw draw) {
        return switch (draw.below(6)) {
            case 0 -> "";
            case 1 -> word(draw, draw.between(1, 12));
            case 2 -> word(draw, Math.max(1, draw.of(8, 16, 32, 64, 128) + draw.between(-3, 3)));
            case 3 -> pieces(draw, draw.between(1, 4));
            case 4 -> pieces(draw, draw.between(1, 40));
            default -> draw.of("中文字", "😀😀", "plain text", "x", "0", " ", "\"", "\"\"", "\n", "a,b", "a\tb");
        };
    }

    /// Text without delimiters and quotes, with a length near a block boundary.
    static String filler(Draw draw) {
        return word(draw, BORDERS[draw.below(BORDERS.length)] + draw.between(-9, 9));
    }

    private static String pieces(Draw draw, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(PIECES[draw.below(PIECES.length)]);
        }
        return text.toString();
    }

    private static String word(Draw draw, int length) {
        String alphabet = draw.of("abcdefghij", "0123456789", "aé", "中a", "xyz ");
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(alphabet.charAt(draw.below(alphabet.length())));
        }
        return text.toString();
    }
}
