package io.sluice.devstack.readers;

import io.sluice.devstack.demo.DataSets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A source of entities with nested fields, the records of a batch, and what a reader must find in each cell.
///
/// Cells are compared as texts, those of [EveryType] and these:
///
/// | value | text |
/// |---|---|
/// | Object | its values in the order of the schema: `{a, null}` |
/// | Array | `[a, b]` |
/// | Object with any keys | its JSON |
public final class EveryEntity {
    public static final String SOURCE_TYPE = "every_entity";

    private static final String SOURCE = """
            {"source_type": "every_entity", "source_name": "Every entity", "description": "", "kind": "entities",
             "batch_schema": "everything", "primary_key": ["id"], "schema": [
              {"name": "id", "type": "String"},
              {"name": "contact", "type": "Object", "fields": [
               {"name": "mail", "type": "String", "sensitive": {"policy": "hash", "normalize": "email"}},
               {"name": "since", "type": "Date"},
               {"name": "seen", "type": "DateTime"},
               {"name": "place", "type": "Object", "fields": [{"name": "city", "type": "String"}]}]},
              {"name": "tags", "type": "Array", "items": {"type": "String"}, "single": true},
              {"name": "orders", "type": "Array", "items": {"type": "Object", "fields": [
               {"name": "total", "type": "Decimal", "constraints": {"precision": 10, "scale": 2}},
               {"name": "at", "type": "DateTime"},
               {"name": "lines", "type": "Array", "items": {"type": "Object", "fields": [
                {"name": "sku", "type": "String"},
                {"name": "counts", "type": "Array", "items": {"type": "Integer"}}]}}]}},
              {"name": "scores", "type": "Array", "items": {"type": "Double"}},
              {"name": "flags", "type": "Array", "items": {"type": "Boolean"}},
              {"name": "ext", "type": "Object"}]}
            """;

    /// The values of the records, in the order of their keys.
    private static final List<String> VALUES = List.of("""
            {"id": "a", "contact": {"mail": " Ann@X.org ", "since": "0001-01-01", "seen": "9999-12-31T23:59:59.999999Z",\
             "place": {"city": "Ōsaka 😀"}}, "tags": ["x", "", "中, \\"y\\""],\
             "orders": [{"total": 12.3, "at": "2020-02-29T01:02:03.000001-18:00", "lines":\
             [{"sku": "s", "counts": [1, -9223372036854775808]}, {"counts": []}]}, {"lines": []}, {"total": -0.05}],\
             "scores": [1.7976931348623157E308, -0.5, 0], "flags": [true, false], "ext": {"n": 1, "ä": [{"}": "]"}]}}""", """
            {"id": "b", "contact": {}, "tags": "alone", "orders": [], "scores": [], "ext": {}}""", """
            {"id": "c"}""", """
            {"id": "d", "contact": {"place": {}}, "orders": [{}], "tags": [""]}""");

    private static final List<List<String>> CELLS = List.of(
            List.of(
                    "a",
                    "{%s, 0001-01-01, %s, {Ōsaka 😀}}"
                            .formatted(
                                    DataSets.sha256("ann@x.org".getBytes(StandardCharsets.UTF_8)),
                                    micros("9999-12-31T23:59:59.999999Z")),
                    "[x, 中, \"y\"]",
                    "[{12.30, %s, [{s, [1, -9223372036854775808]}, {null, []}]}, {null, null, []}, {-0.05, null, null}]"
                            .formatted(micros("2020-02-29T01:02:03.000001-18:00")),
                    "[1.7976931348623157E308, -0.5, 0.0]",
                    "[true, false]",
                    "{\"n\": 1, \"ä\": [{\"}\": \"]\"}]}"),
            List.of("b", "{null, null, null, null}", "[alone]", "[]", "[]", "null", "{}"),
            List.of("c", "null", "null", "null", "null", "null", "null"),
            List.of("d", "{null, null, null, {null}}", "[]", "[{null, null, null}]", "null", "null", "null"));

    private EveryEntity() {}

    /// What registers the source.
    public static String source() {
        return SOURCE;
    }

    /// The lines of a batch.
    public static List<String> records() {
        return VALUES.stream()
                .map(value -> "{\"ref\": \"%s\", \"schema\": \"everything\", \"mode\": \"insert\", \"value\": %s}"
                        .formatted(UUID.randomUUID(), value))
                .toList();
    }

    /// The columns that a reader is to be asked for: all but the time of the change.
    public static List<String> columns() {
        return List.of(
                "id",
                "contact",
                "tags",
                "orders",
                "scores",
                "flags",
                "ext",
                "entity_key",
                "entity_batch",
                "entity_line");
    }

    /// The rows that a reader must find, in the order of their keys.
    ///
    /// @param batch that had the records
    public static List<List<String>> rows(UUID batch) {
        return IntStream.range(0, CELLS.size())
                .mapToObj(i -> {
                    var cells = CELLS.get(i);
                    return Stream.concat(
                                    cells.stream(),
                                    Stream.of(cells.getFirst(), batch.toString(), Integer.toString(i + 1)))
                            .toList();
                })
                .toList();
    }

    private static String micros(String moment) {
        var instant = OffsetDateTime.parse(moment).toInstant();
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
}
