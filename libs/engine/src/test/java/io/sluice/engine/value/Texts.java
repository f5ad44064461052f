package io.sluice.engine.value;

import java.nio.charset.StandardCharsets;

/// Surrounds a text with other bytes, which exposes a parser that reads beyond its bounds.
final class Texts {
    static final int FROM = 3;

    private Texts() {}

    static byte[] framed(String text) {
        return ("99-" + text + "-99").getBytes(StandardCharsets.UTF_8);
    }

    static int end(byte[] framed) {
        return framed.length - FROM;
    }
}
