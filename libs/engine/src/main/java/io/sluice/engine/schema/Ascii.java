package io.sluice.engine.schema;

/// Case of the letters a to z. The JDK's comparison holds other letters for theirs too: a long s, a dotless
/// i.
final class Ascii {
    private static final int END = 0x80;

    private Ascii() {}

    /// Whether two texts are equal but for the case of letters a to z; `name` is ASCII.
    static boolean equalsIgnoringCase(String text, String name) {
        return text.equalsIgnoreCase(name) && text.chars().allMatch(symbol -> symbol < END);
    }
}
