package io.sluice.engine.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A field with cells that it accepts and cells that it refuses. All refusals have one code and rule.
record CellTable(
        String id, JsonNode field, List<String> valid, List<String> invalid, String code, Optional<String> rule) {
    static final List<String> TOPICS = List.of("numbers", "booleans", "dates", "strings", "formats");

    static Stream<CellTable> all() {
        return TOPICS.stream()
                .flatMap(topic -> CorpusJson.elements(CorpusJson.read("cells/" + topic + ".json")))
                .map(json -> new CellTable(
                        Objects.requireNonNull(CorpusJson.string(json.get("id"))),
                        json.get("field"),
                        CorpusJson.elements(json.get("valid"))
                                .map(CorpusJson::text)
                                .toList(),
                        CorpusJson.elements(json.get("invalid"))
                                .map(CorpusJson::text)
                                .toList(),
                        json.path("code").asText("type-error"),
                        Optional.ofNullable(CorpusJson.string(json.path("rule")))));
    }

    /// A plan for files with a column `n` of running text before or after the column of the table.
    ValidationPlan plan(Delimiter delimiter) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonNode fields = nodes.arrayNode()
                .add(nodes.objectNode().put("name", "n").put("type", "String"))
                .add(field);
        return ValidationPlan.compile(
                CorpusJson.valid(CorpusJson.schema(fields, nodes.objectNode())), delimiter, RunLimits.DEFAULTS);
    }

    /// A file with these cells, one in each row.
    static byte[] file(List<String> cells, CellLayout layout) {
        List<String> rows = new ArrayList<>();
        rows.add(layout.row("n", "x"));
        for (int i = 0; i < cells.size(); i++) {
            rows.add(layout.row("r" + i, cells.get(i)));
        }
        String text = String.join(layout.lineEnd(), rows);
        return (layout.endsWithLineEnd() ? text + layout.lineEnd() : text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return id;
    }
}
