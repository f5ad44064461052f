package io.sluice.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of an event. The channel's failure strategy puts text that is no event among the dead
/// letters.
public final class EventReader {
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private EventReader() {}

    /// Reads one event.
    ///
    /// @throws UnreadableEventException when the text is no such event
    public static <E> E read(@Nullable String text, Class<E> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            throw new UnreadableEventException(type, unreadable);
        }
    }
}
