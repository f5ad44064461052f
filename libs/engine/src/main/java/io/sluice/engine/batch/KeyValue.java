package io.sluice.engine.batch;

/// The text that a record has for one part of a key. Of an array it is that of the first item.
final class KeyValue {
    private final JsonBytes text = new JsonBytes();
    private boolean isPresent;
    private boolean isFinal;

    /// Begins the next record.
    void clear() {
        isPresent = false;
        isFinal = false;
    }

    void set(byte[] bytes, int from, int to) {
        if (!isFinal) {
            isPresent = true;
            text.clear();
            text.put(bytes, from, to);
        }
    }

    /// The first item of its array ends here; those that follow set nothing.
    void endOfItem() {
        isFinal = true;
    }

    boolean isPresent() {
        return isPresent;
    }

    JsonBytes text() {
        return text;
    }
}
