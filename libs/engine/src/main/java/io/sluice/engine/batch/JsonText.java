package io.sluice.engine.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A name or the text of a scalar: well-formed UTF-8 between two indices. Mutable and reused.
final class JsonText {
    private byte[] bytes = {};
    private int from;
    private int to;
    private boolean isVerbatim;

    /// @param verbatim whether the line has the text as it is written again: without an escape, a text in its
    /// quotes
    void set(byte[] source, int start, int end, boolean verbatim) {
        bytes = source;
        from = start;
        to = end;
        isVerbatim = verbatim;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    int length() {
        return to - from;
    }

    boolean is(byte[] other) {
        return Arrays.equals(other, 0, other.length, bytes, from, to);
    }

    /// Writes the text as JSON with its quotes.
    void writeQuoted(JsonBytes out) {
        if (isVerbatim) {
            out.putLasting(bytes, from - 1, to + 1);
        } else {
            out.putText(bytes, from, to);
        }
    }

    /// Writes the text as it is: that of a number or a Boolean.
    void writePlain(JsonBytes out) {
        if (isVerbatim) {
            out.putLasting(bytes, from, to);
        } else {
            out.put(bytes, from, to);
        }
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
