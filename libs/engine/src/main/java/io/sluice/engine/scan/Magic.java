package io.sluice.engine.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes by which a kind of file is known. Immutable.
final class Magic {
    private final byte[] bytes;

    Magic(int... values) {
        bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
    }

    /// @param text Latin-1
    Magic(String text) {
        bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    int length() {
        return bytes.length;
    }

    boolean starts(byte[] head, int length) {
        return length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    boolean isIn(byte[] head, int length) {
        for (int i = 0; i + bytes.length <= length; i++) {
            if (Arrays.equals(head, i, i + bytes.length, bytes, 0, bytes.length)) {
                return true;
            }
        }
        return false;
    }
}
