package io.sluice.engine.value;

/// Reads well-formed UTF-8 by code points.
public final class CodePoints {
    private CodePoints() {}

    /// The number of code points between `from` and `to`.
    public static int count(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += bytes[i] < (byte) 0xC0 ? 0 : 1;
        }
        return count;
    }

    /// The code point that starts at `at`.
    public static int at(byte[] bytes, int at) {
        int lead = bytes[at];
        return switch (length((byte) lead)) {
            case 1 -> lead;
            case 2 -> (lead & 0x1F) << 6 | tail(bytes, at + 1);
            case 3 -> (lead & 0x0F) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2);
            default -> (lead & 0x07) << 18 | tail(bytes, at + 1) << 12 | tail(bytes, at + 2) << 6 | tail(bytes, at + 3);
        };
    }

    /// The number of bytes of the code point that starts with the byte `lead`.
    public static int length(byte lead) {
        return lead >= 0 ? 1 : lead < (byte) 0xE0 ? 2 : lead < (byte) 0xF0 ? 3 : 4;
    }

    private static int tail(byte[] bytes, int at) {
        return bytes[at] & 0x3F;
    }
}
