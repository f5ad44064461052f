package io.sluice.engine.value;

/// `true` and `false` in any case, `1`, `0`.
public final class Booleans {
    public static final int INVALID = -1;

    private Booleans() {}

    /// 1, 0 or [#INVALID].
    public static int parse(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 1 -> bytes[from] == '1' ? 1 : bytes[from] == '0' ? 0 : INVALID;
            case 4 -> isWord(bytes, from, "true") ? 1 : INVALID;
            case 5 -> isWord(bytes, from, "false") ? 0 : INVALID;
            default -> INVALID;
        };
    }

    private static boolean isWord(byte[] bytes, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            byte symbol = bytes[from + i];
            if (symbol != word.charAt(i) && symbol != word.charAt(i) - 32) {
                return false;
            }
        }
        return true;
    }
}
