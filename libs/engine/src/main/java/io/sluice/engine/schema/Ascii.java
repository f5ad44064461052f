package io.sluice.engine.schema;

/// Compares texts without regard to the case of the letters a to z. The JDK also treats other letters as
/// equal to them: the long s to s, the dotless i to i.
final class Ascii {
    private static final int END = 0x80;

    private Ascii() {}

    /// Whether two texts differ only in the case of the letters a to z. `name` is ASCII.
    static boolean equalsIgnoringCase(String text, String name) {
        return text.equalsIgnoreCase(name) && text.chars().allMatch(symbol -> symbol < END);
    }
}
