package io.sluice.data.parts;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The versions of the schema of the source `order`.
///
/// | version | fields |
/// |---|---|
/// | 1 | `id`, `amount` with 10 digits, `note` |
/// | 2 | `amount` with 12 digits, and `at` |
/// | 3 | and `date`, but no `note` |
/// | 4 | and `data_date` |
/// | 5 | `amount` as text, under another id |
/// | 6 | `amount` as text, under the same id, which schema-service never does |
/// | 7 | those of 1, without a plain copy and without a primary key |
/// | 8 | a type that this version does not know |
/// | 9 | none: there is no such version |
/// | 10 | those of 3, where `date` is called `ordered` |
/// | 11 | those of 1, and `field_11` to `field_2000` |
///
/// The primary key of 1 to 4 is `id`.
public final class SourceSchemas {
    private SourceSchemas() {}

    /// As schema-service answers it; empty when there is no such version.
    static String document(int version) {
        var fields = fields(version);
        return fields.isEmpty()
                ? ""
                : """
                {"source_type": "order", "source_name": "Order", "description": "", "version": %d,
                 "schema": [%s],
                 "primary_key": [%s],
                 "plain_copy": %b,
                 "field_ids": {"id": 1, "amount": %d, "note": 3, "at": 4, "date": 5, "ordered": 5, "data_date": 6%s},
                 "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
                """.formatted(
                                version,
                                fields,
                                version <= 4 ? "\"id\"" : "",
                                version != 7,
                                version == 5 ? 7 : 2,
                                version == 11 ? more(", \"field_%1$d\": %1$d") : "");
    }

    private static String fields(int version) {
        return switch (version) {
            case 1, 7 -> """
                    {"name": "id", "type": "Integer"},
                    {"name": "amount", "type": "Decimal", "constraints": {"precision": 10, "scale": 2}},
                    {"name": "note", "type": "String"}""";
            case 2 -> fields(1).replace("10", "12") + """
                    , {"name": "at", "type": "DateTime"}""";
            case 3 -> fields(2).replace("\"note\"", "\"date\"").replace("\"String\"", "\"Date\"");
            case 4 -> fields(3) + """
                    , {"name": "data_date", "type": "String"}""";
            case 5, 6 -> """
                    {"name": "id", "type": "Integer"},
                    {"name": "amount", "type": "String"}""";
            case 8 -> """
                    {"name": "id", "type": "OfTheNextVersion"}""";
            case 10 -> fields(3).replace("\"date\"", "\"ordered\"");
            case 11 -> fields(1) + more(", {\"name\": \"field_%d\", \"type\": \"String\"}");
            default -> "";
        };
    }

    private static String more(String format) {
        return IntStream.rangeClosed(11, 2_000).mapToObj(format::formatted).collect(Collectors.joining());
    }
}
