package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;

/// An object with any keys, kept as it is.
record AnyObjectCheck(String path) implements ValueCheck {
    @Override
    public Presence read(JsonToken first, RecordPass pass) throws UnreadableLine {
        if (first == JsonToken.VALUE_NULL) {
            return Presence.MISSING;
        }
        if (first != JsonToken.START_OBJECT) {
            return pass.wrongKind(first, path, "an Object (keys and values in braces { })");
        }
        pass.json().copy(first, pass.out(), pass.names());
        return Presence.PRESENT;
    }
}
