package io.sluice.parquet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// An object with any keys, as its text in JSON.
final class AnyObjectWriter implements NodeWriter {
    private final NestedValues values;
    private final int definition;
    private final EntityText entity;

    /// @param definition of a value
    AnyObjectWriter(NestedValues values, int definition, EntityText entity) {
        this.values = values;
        this.definition = definition;
        this.entity = entity;
    }

    @Override
    public void write(JsonToken first, JsonParser json, int repetition) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        if (first == JsonToken.START_OBJECT) {
            int to = (int) json.currentLocation().getByteOffset();
            values.at(repetition, definition).put(entity.bytes(), entity.from() + from, entity.from() + to);
        } else {
            writeMissing(repetition, definition - 1);
        }
    }

    @Override
    public void writeMissing(int repetition, int definitionAround) {
        values.putMissing(repetition, definitionAround);
    }
}
