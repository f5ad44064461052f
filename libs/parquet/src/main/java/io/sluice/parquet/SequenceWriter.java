package io.sluice.parquet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/// An array. An item of another type than the schema's is a missing item.
///
/// @param items at two levels of definition more than the array, and one of repetition
/// @param single whether one item may stand for an array of it
/// @param definition of the array, empty or not
/// @param itemRepetition of every item but the first; more than any that is given
/// @param keys the parts of keys in its items
record SequenceWriter(NodeWriter items, boolean single, int definition, int itemRepetition, List<EntityKeys.Part> keys)
        implements NodeWriter {
    @Override
    public void write(JsonToken first, JsonParser json, int repetition) throws IOException {
        if (first == JsonToken.START_ARRAY) {
            int at = repetition;
            for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                items.write(item, json, at);
                at = itemRepetition;
                keys.forEach(EntityKeys.Part::endOfItem);
            }
            if (at == repetition) {
                items.writeMissing(repetition, definition);
            }
        } else if (single && first != JsonToken.VALUE_NULL) {
            items.write(first, json, repetition);
        } else {
            json.skipChildren();
            writeMissing(repetition, definition - 1);
        }
    }

    @Override
    public void writeMissing(int repetition, int definitionAround) {
        items.writeMissing(repetition, definitionAround);
    }
}
