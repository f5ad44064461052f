package io.sluice.data.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.SluiceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the guests of an account become when records are applied one after another, written plainly.
final class ModelOfGuests {
    private final ObjectMapper json = SluiceJson.mapper();
    private final Map<String, JsonNode> guests = new TreeMap<>();

    Map<String, JsonNode> guests() {
        return guests;
    }

    /// Applies a batch; its refused records as `line code`.
    List<String> apply(List<String> lines) {
        var refused = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            var code = apply(parse(lines.get(i)));
            if (code != 0) {
                refused.add((i + 1) + " " + code);
            }
        }
        return refused;
    }

    private int apply(JsonNode record) {
        var mode = record.path("mode").asText();
        var sent = (ObjectNode) record.path("value");
        var key = sent.path("id").asText();
        var present = (ObjectNode) guests.get(key);
        var isWhole = sent.has("name");
        switch (mode) {
            case "delete", "gdpr_delete" -> {
                return guests.remove(key) == null ? 404 : 0;
            }
            case "insert", "create" -> {
                if (!isWhole) {
                    return 400;
                }
                if (mode.equals("create") && present != null) {
                    return 409;
                }
                guests.put(key, sent);
            }
            default -> {
                if (present == null && !isWhole) {
                    return 400;
                }
                var result = present == null ? json.createObjectNode() : present.deepCopy();
                sent.properties().forEach(field -> result.set(field.getKey(), field.getValue()));
                guests.put(key, result);
            }
        }
        return 0;
    }

    /// The entities of the table in the same form.
    Map<String, JsonNode> read(Map<String, String> entities) {
        var read = new TreeMap<String, JsonNode>();
        entities.forEach((name, value) -> read.put(name.substring("batch_guest/".length()), parse(value)));
        return read;
    }

    /// The key of each guest, its name and its points as texts, in the order of the keys.
    List<List<String>> namesAndPoints() {
        return guests.entrySet().stream()
                .map(guest -> List.of(
                        guest.getKey(),
                        guest.getValue().path("name").asText("null"),
                        guest.getValue().path("points").asText("null")))
                .toList();
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
