package io.sluice.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;

/// Reads the JSON of an event; what cannot be read goes to the dead letters by the channel's failure
/// strategy.
public final class EventReader {
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private EventReader() {}

    /// Reads one event.
    ///
    /// @throws UnreadableEventException when the text is no such event
    public static <E> E read(String text, Class<E> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            throw new UnreadableEventException(type, unreadable);
        }
    }
}
