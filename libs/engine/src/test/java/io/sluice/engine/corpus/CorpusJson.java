package io.sluice.engine.corpus;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the corpus: schemas as tenants write them, and inputs in a short notation. A list joins its parts.
///
/// | input | bytes |
/// |---|---|
/// | `"a,b\n"` | this text |
/// | `{"hex": "EFBBBF"}` | these bytes |
/// | `{"repeat": "x", "times": 3}` | the text three times |
/// | `{"rows": "{i},x\n", "from": 1, "to": 9}` | one row for each number |
final class CorpusJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CorpusJson() {}

    static JsonNode read(String resource) {
        return readAbsolute("/corpus/" + resource);
    }

    static JsonNode readAbsolute(String resource) {
        try (InputStream in = CorpusJson.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no corpus file " + resource);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes.stream();
    }

    static byte[] bytes(JsonNode input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(input, out);
        return out.toByteArray();
    }

    static String text(JsonNode input) {
        return new String(bytes(input), StandardCharsets.UTF_8);
    }

    private static void write(JsonNode input, ByteArrayOutputStream out) {
        if (input.isArray()) {
            input.forEach(part -> write(part, out));
        } else if (input.isTextual()) {
            out.writeBytes(utf8(input.textValue()));
        } else if (input.has("hex")) {
            out.writeBytes(HexFormat.of().parseHex(input.get("hex").textValue()));
        } else if (input.has("repeat")) {
            out.writeBytes(utf8(
                    input.get("repeat").textValue().repeat(input.get("times").intValue())));
        } else if (input.has("rows")) {
            String row = input.get("rows").textValue();
            int from = input.get("from").intValue();
            int step = Integer.signum(input.get("to").intValue() - from);
            for (int i = from; i != input.get("to").intValue() + step; i += step) {
                out.writeBytes(utf8(row.replace("{i}", Integer.toString(i))));
            }
        } else {
            throw new IllegalArgumentException("no input: " + input);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The declaration in a document with `schema`, `primary_key`, `fields_match` and `acceptance`.
    static SchemaDeclaration schema(JsonNode fields, JsonNode document) {
        JsonNode acceptance = document.path("acceptance");
        JsonNode percent = acceptance.path("max_invalid_percent");
        return new SchemaDeclaration(
                elements(fields).map(CorpusJson::field).toList(),
                strings(document.path("primary_key")),
                string(document.path("fields_match")),
                acceptance.isMissingNode()
                        ? null
                        : new AcceptanceDeclaration(
                                string(acceptance.path("mode")), percent.isNumber() ? percent.doubleValue() : null),
                string(document.path("byte_order_mark")));
    }

    private static FieldDeclaration field(JsonNode field) {
        JsonNode sensitive = field.path("sensitive");
        Map<String, Object> constraints = field.has("constraints")
                ? MAPPER.convertValue(field.get("constraints"), new TypeReference<Map<String, Object>>() {})
                : Map.of();
        FieldDeclaration declared = new FieldDeclaration(
                string(field.path("name")),
                string(field.path("type")),
                string(field.path("description")),
                string(field.path("format")),
                constraints,
                strings(field.path("missing_values")),
                strings(field.path("true_values")),
                strings(field.path("false_values")),
                sensitive.isMissingNode()
                        ? null
                        : new SensitivityDeclaration(
                                string(sensitive.path("policy")), string(sensitive.path("normalize"))));
        return declared.withTimeZone(string(field.path("time_zone")));
    }

    static @Nullable String string(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static List<String> strings(JsonNode array) {
        return elements(array).map(JsonNode::textValue).toList();
    }

    /// The checked schema of a declaration that the corpus states is valid.
    static io.sluice.engine.schema.Schema valid(SchemaDeclaration declaration) {
        return switch (io.sluice.engine.schema.Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> valid.schema();
            case SchemaCheck.Refused refused -> throw new AssertionError("schema refused: " + refused.problems());
        };
    }
}
