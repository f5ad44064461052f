package io.sluice.parquet;

/// The JSON text of the entity that is being written. Mutable and reused.
final class EntityText {
    private byte[] bytes = {};
    private int from;

    void set(byte[] text, int start) {
        bytes = text;
        from = start;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Where the text begins in [#bytes].
    int from() {
        return from;
    }
}
