package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;

/// An object with any keys, kept as it is.
record AnyObjectCheck(String path) implements ValueCheck {
    @Override
    public Presence read(JsonToken first, RecordTokens json, RecordPass pass) throws UnreadableLine {
        if (first == JsonToken.VALUE_NULL) {
            return Presence.MISSING;
        }
        if (first != JsonToken.START_OBJECT) {
            return pass.wrongKind(first, json, path, "an Object (keys and values in braces { })");
        }
        copy(first, json, pass.out(), pass.names());
        return Presence.PRESENT;
    }

    /// Copies the value whose first token is given. Names of an object must differ.
    private static void copy(JsonToken first, RecordTokens json, JsonBytes out, NamesInUse names)
            throws UnreadableLine {
        switch (first) {
            case START_OBJECT -> {
                names.enter();
                out.put('{');
                for (boolean follows = false; json.nextName(); follows = true) {
                    if (follows) {
                        out.put(',');
                    }
                    JsonText name = json.name();
                    if (!names.add(name.toString())) {
                        throw new UnreadableLine("a key appears twice in one object");
                    }
                    name.writeQuoted(out);
                    out.put(':');
                    copy(json.value(), json, out, names);
                }
                out.put('}');
                names.leave();
            }
            case START_ARRAY -> {
                out.put('[');
                for (boolean follows = false; json.nextItem(); follows = true) {
                    if (follows) {
                        out.put(',');
                    }
                    copy(json.value(), json, out, names);
                }
                out.put(']');
            }
            case VALUE_STRING -> json.text().writeQuoted(out);
            default -> json.text().writePlain(out);
        }
    }
}
