package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;

/// An array whose items are all checked in the same way. Missing ones are left out.
///
/// @param single whether one item may stand for an array of it
/// @param keys the parts of keys in its items; only the first item counts
record ArrayCheck(String path, ValueCheck items, boolean single, List<KeyValue> keys) implements ValueCheck {
    @Override
    public Presence read(JsonToken first, RecordTokens json, RecordPass pass) throws UnreadableLine {
        if (first == JsonToken.VALUE_NULL) {
            return Presence.MISSING;
        }
        if (first != JsonToken.START_ARRAY && single) {
            return items.read(first, json, pass);
        }
        if (first != JsonToken.START_ARRAY) {
            return pass.wrongKind(first, json, path, "an Array (values in brackets [ ])");
        }
        Presence result = Presence.PRESENT;
        JsonBytes out = pass.out();
        out.put('[');
        boolean follows = false;
        while (json.nextItem()) {
            int start = out.length();
            if (follows) {
                out.put(',');
            }
            Presence item = items.read(json.value(), json, pass);
            if (item == Presence.PRESENT) {
                follows = true;
                keys.forEach(KeyValue::endOfItem);
            } else {
                out.truncate(start);
                result = item == Presence.WRONG ? Presence.WRONG : result;
            }
        }
        out.put(']');
        return result;
    }
}
