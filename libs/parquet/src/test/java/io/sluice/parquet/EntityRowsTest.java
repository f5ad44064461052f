package io.sluice.parquet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What DuckDB reads is what the entities hold.
class EntityRowsTest {
    private static final String HASH = "907d7bf93d60cbe6565458bb0fe7e8fac60dffe3561e27cce320947f1a13ef8b";

    /// | field | type |
    /// |---|---|
    /// | `id` | String |
    /// | `email` | sensitive |
    /// | `address` | Object of `city` and `since`, a Date |
    /// | `tags` | Array of Strings; one may stand for itself |
    /// | `orders` | Array of Objects of `total`, a Decimal, and `lines`, an Array of Arrays of Integers |
    /// | `ext` | Object of any keys |
    private static final RecordSchema SCHEMA = schema(
            FieldDeclaration.of("id", "String"),
            sensitive("email"),
            FieldDeclaration.object(
                    "address", FieldDeclaration.of("city", "String"), FieldDeclaration.of("since", "Date")),
            FieldDeclaration.arrayOrSingle("tags", FieldDeclaration.items("String")),
            FieldDeclaration.array(
                    "orders",
                    FieldDeclaration.objects(
                            decimal("total"),
                            FieldDeclaration.array("lines", arrays(FieldDeclaration.items("Integer"))))),
            FieldDeclaration.object("ext"));

    @TempDir
    Path folder;

    @Test
    void hasTheGroupsThatIcebergWrites() {
        var file = written(SCHEMA, "{}");

        assertThat(
                        file.query(
                                "select name, type, field_id, repetition_type, num_children, converted_type from parquet_schema('%s') offset 1"))
                .extracting(row ->
                        String.join(" ", row.stream().map(String::valueOf).toList()))
                .containsExactly(
                        "id BYTE_ARRAY 1 OPTIONAL null UTF8",
                        "email BYTE_ARRAY 2 OPTIONAL null UTF8",
                        "address null 3 OPTIONAL 2 null",
                        "city BYTE_ARRAY 4 OPTIONAL null UTF8",
                        "since INT32 5 OPTIONAL null DATE",
                        "tags null 6 OPTIONAL 1 LIST",
                        "list null null REPEATED 1 null",
                        "element BYTE_ARRAY 7 OPTIONAL null UTF8",
                        "orders null 8 OPTIONAL 1 LIST",
                        "list null null REPEATED 1 null",
                        "element null 9 OPTIONAL 2 null",
                        "total INT32 10 OPTIONAL null DECIMAL",
                        "lines null 11 OPTIONAL 1 LIST",
                        "list null null REPEATED 1 null",
                        "element null 12 OPTIONAL 1 LIST",
                        "list null null REPEATED 1 null",
                        "element INT64 13 OPTIONAL null null",
                        "ext BYTE_ARRAY 14 OPTIONAL null UTF8",
                        "entity_key BYTE_ARRAY 15 OPTIONAL null UTF8",
                        "entity_batch BYTE_ARRAY 16 OPTIONAL null UTF8",
                        "entity_line INT64 17 OPTIONAL null null",
                        "entity_updated_at INT64 18 OPTIONAL null TIMESTAMP_MICROS");
    }

    @Test
    void holdsNestedValuesAndWhatIsMissing() {
        var file = written(
                SCHEMA,
                "{\"id\":\"a\\\"ä😀\",\"address\":{\"city\":\"Ōsaka\",\"since\":\"0001-01-01\"},\"tags\":[\"x\",\"\",\"z\"],"
                        + "\"orders\":[{\"total\":12.30,\"lines\":[[1,2],[],[3]]},{\"lines\":[]},{\"total\":\"-0.05\"}],"
                        + "\"ext\":{\"n\": 1e5, \"ä\": [{\"}\": \"]\"}]}}",
                "{\"tags\":\"alone\",\"orders\":[],\"address\":{},\"ext\":{}}",
                "{}",
                "{\"tags\":null,\"address\":null,\"orders\":null,\"ext\":null,\"id\":null}");

        assertThat(file.rows("id", "address::varchar", "tags::varchar", "orders::varchar", "ext"))
                .containsExactly(
                        List.of(
                                "a\"ä😀",
                                "{'city': Ōsaka, 'since': 0001-01-01}",
                                "[x, '', z]",
                                "[{'total': 12.30, 'lines': [[1, 2], [], [3]]}, {'total': NULL, 'lines': []}, {'total': -0.05, 'lines': NULL}]",
                                "{\"n\": 1e5, \"ä\": [{\"}\": \"]\"}]}"),
                        Arrays.asList(null, "{'city': NULL, 'since': NULL}", "[alone]", "[]", "{}"),
                        Arrays.asList(null, null, null, null, null),
                        Arrays.asList(null, null, null, null, null));
        assertThat(file.rows("entity_key", "entity_batch", "entity_line", "entity_updated_at::varchar"))
                .startsWith(List.of(ref(0), "batch", "1", "2020-01-25 00:00:00.000001+00"));
    }

    /// Such values are from versions of the schema with other types.
    @Test
    void leavesOutWhatTheSchemaDoesNotHave() {
        var file = written(
                SCHEMA,
                "{\"id\":{\"a\":[1]},\"address\":\"text\",\"tags\":[{\"a\":1},\"b\",[2]],\"orders\":{\"total\":1},\"ext\":[1],\"gone\":{\"a\":[1]}}",
                "{\"id\":17,\"address\":[1],\"tags\":[],\"orders\":[1,{\"total\":\"x\",\"lines\":[1,[\"y\"]]}],\"ext\":\"text\"}",
                "{\"id\":true,\"address\":{\"since\":\"tomorrow\",\"gone\":1},\"tags\":false,\"orders\":[null],\"ext\":{\"a\":1}}");

        assertThat(file.rows("id", "address::varchar", "tags::varchar", "orders::varchar", "ext"))
                .containsExactly(
                        Arrays.asList(null, null, "[NULL, b, NULL]", null, null),
                        Arrays.asList("17", null, "[]", "[NULL, {'total': NULL, 'lines': [NULL, [NULL]]}]", null),
                        Arrays.asList("true", "{'city': NULL, 'since': NULL}", "[false]", "[NULL]", "{\"a\":1}"));
    }

    /// A clear value is from before the field was sensitive.
    @Test
    void holdsNothingButHashesOfSensitiveFields() {
        var file = written(
                SCHEMA,
                "{\"email\":\"%s\"}".formatted(HASH),
                "{\"email\":\"anna@example.com\"}",
                "{\"email\":\"%s\"}".formatted("Z".repeat(64)));

        assertThat(file.rows("email"))
                .containsExactly(List.of(HASH), Arrays.asList((String) null), Arrays.asList((String) null));
        assertThat(content(file)).doesNotContain("anna@example.com");
        assertThat(
                        file.query(
                                "select stats_min_value, stats_max_value from parquet_metadata('%s') where path_in_schema = 'email'"))
                .containsExactly(Arrays.asList(null, null));
    }

    /// | entity | its key is |
    /// |---|---|
    /// | known by provider and id, which its values have | shown |
    /// | known by the hash of its address | shown |
    /// | known by the address, from before it was sensitive | missing |
    /// | likewise, with a colon, as if it had two parts | missing |
    /// | known by an id that is no part of the key any more | missing |
    @Test
    void holdsNoKeyThatMayHaveAClearValue() {
        var keyed = keyed(
                List.of("ids[0].provider", "ids[0].id"),
                List.of("email"),
                FieldDeclaration.array(
                        "ids",
                        FieldDeclaration.objects(
                                FieldDeclaration.of("provider", "String"), FieldDeclaration.of("id", "Integer"))),
                sensitive("email"));

        var file = written(
                keyed,
                1 << 13,
                entity("crm:17", "{\"ids\":[{\"provider\":\"crm\",\"id\":\"017\"},{\"provider\":\"x\",\"id\":1}]}"),
                entity(HASH, "{\"ids\":[],\"email\":\"%s\"}".formatted(HASH)),
                entity("anna@example.com", "{\"email\":\"anna@example.com\"}"),
                entity("mailto:anna@example.com", "{\"email\":\"mailto:anna@example.com\"}"),
                entity("17", "{\"ids\":[{\"id\":17}],\"email\":\"%s\"}".formatted(HASH)));

        assertThat(file.rows("entity_key"))
                .containsExactly(
                        List.of("crm:17"),
                        List.of(HASH),
                        Arrays.asList((String) null),
                        Arrays.asList((String) null),
                        Arrays.asList((String) null));
        assertThat(content(file)).doesNotContain("anna@example.com");
        assertThat(file.query("select stats_min_value, stats_max_value, 'RLE_DICTIONARY' in encodings"
                        + " from parquet_metadata('%s') where path_in_schema = 'entity_key'"))
                .containsExactly(Arrays.asList(null, null, "false"));
    }

    /// Without a key an entity is known by its `ref`, and had a key before.
    @Test
    void holdsTheRefsOfASourceWithSensitiveFields() {
        var ref = "0193f000-0000-7000-8000-000000000001";

        var file = written(SCHEMA, 1 << 13, entity(ref, "{}"), entity("anna@example.com", "{}"));

        assertThat(file.rows("entity_key")).containsExactly(List.of(ref), Arrays.asList((String) null));
    }

    /// As PostgreSQL gives what an import took: `1e1100` was six characters.
    @Test
    void holdsLongNamesAndNumbers() {
        var any = "{\"%s\": 1%s}".formatted("n".repeat(100_000), "0".repeat(1_100));

        var file = written(SCHEMA, "{\"ext\":%s,\"id\":1%s}".formatted(any, "0".repeat(1_100)));

        assertThat(file.rows("ext", "id")).containsExactly(List.of(any, "1" + "0".repeat(1_100)));
    }

    /// Objects without a value are some bytes of a record and many entries of columns.
    @Test
    void endsARowGroupOfManyEntries() {
        var empty = "{\"orders\":[%s{}]}".formatted("{},".repeat(4_999));
        var entities = new String[500];
        Arrays.fill(entities, empty);

        var file = written(SCHEMA, 1 << 16, entities);

        assertThat(file.query("select count(distinct row_group_id) > 1, count(*) filter (num_values > 3000000)"
                        + " from parquet_metadata('%s')"))
                .containsExactly(List.of("true", "0"));
        assertThat(file.query("select count(*), sum(len(orders)) from '%s'"))
                .containsExactly(List.of("500", "2500000"));
    }

    @Test
    void keepsNamesThatTheSourceHas() {
        var file = written(
                schema(FieldDeclaration.of("Entity_Key", "String"), FieldDeclaration.of("entity_line", "String")),
                "{\"entity_line\":\"x\"}");

        assertThat(file.query("select name from parquet_schema('%s') offset 1"))
                .extracting(List::getFirst)
                .containsExactly(
                        "Entity_Key",
                        "entity_line",
                        "_entity_key",
                        "entity_batch",
                        "_entity_line",
                        "entity_updated_at");
        assertThat(file.rows("entity_line", "_entity_line", "_entity_key")).containsExactly(List.of("x", "1", ref(0)));
    }

    /// Against a plain rendering of the same entities, over several row groups.
    @Test
    void holdsWhatRandomEntitiesHold() {
        var entities = new RandomEntities(new Random(21));
        var expected = new ArrayList<List<String>>();
        var written = new String[5_000];
        for (int i = 0; i < written.length; i++) {
            var fields = entities.next();
            written[i] = RandomEntities.object(fields);
            expected.add(Arrays.asList(fields.get("address"), fields.get("tags"), fields.get("orders")));
        }

        var file = written(SCHEMA, written);

        assertThat(file.rows("to_json(address)", "to_json(tags)", "to_json(orders)"))
                .isEqualTo(expected);
        assertThat(file.query("select count(distinct row_group_id) > 2 from parquet_metadata('%s')"))
                .containsExactly(List.of("true"));
    }

    /// Entities as DuckDB writes them, with a null for what is missing inside an Object.
    private record RandomEntities(Random random) {
        private Map<String, String> next() {
            var fields = new LinkedHashMap<String, String>();
            sometimes(() -> fields.put("address", address()));
            sometimes(() -> fields.put("tags", list(() -> "\"" + Long.toString(random.nextLong(), 36) + "\"")));
            sometimes(() -> fields.put("orders", list(this::order)));
            return fields;
        }

        private void sometimes(Runnable work) {
            if (random.nextInt(4) > 0) {
                work.run();
            }
        }

        private String address() {
            var address = new LinkedHashMap<>(Map.of("city", "null"));
            sometimes(() -> address.put("city", "\"Basel\""));
            address.put("since", "null");
            sometimes(() -> address.put("since", "\"19%02d-12-31\"".formatted(random.nextInt(100))));
            return object(address);
        }

        private String order() {
            var order = new LinkedHashMap<>(Map.of("total", "null"));
            sometimes(() -> order.put("total", "1.25"));
            order.put("lines", "null");
            sometimes(() -> order.put("lines", list(() -> list(() -> Integer.toString(random.nextInt())))));
            return object(order);
        }

        private String list(Supplier<String> item) {
            return Stream.generate(item).limit(random.nextInt(4)).collect(joining(",", "[", "]"));
        }

        private static String object(Map<String, String> fields) {
            return fields.entrySet().stream()
                    .map(field -> "\"%s\":%s".formatted(field.getKey(), field.getValue()))
                    .collect(joining(",", "{", "}"));
        }
    }

    private static String content(QueriedFile file) {
        try {
            return new String(Files.readAllBytes(file.file()), ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private QueriedFile written(RecordSchema schema, String... entities) {
        return written(schema, 1 << 13, entities);
    }

    private QueriedFile written(RecordSchema schema, int rowGroupBytes, String... entities) {
        var records = new EntityRecord[entities.length];
        for (int i = 0; i < entities.length; i++) {
            records[i] = entity(i, entities[i]);
        }
        return written(schema, rowGroupBytes, records);
    }

    private QueriedFile written(RecordSchema schema, int rowGroupBytes, EntityRecord... entities) {
        var ids = new HashMap<String, Integer>();
        var out = new ByteArrayOutputStream();
        try (var rows =
                new EntityRows(schema, path -> ids.computeIfAbsent(path, any -> ids.size() + 1), rowGroupBytes, out)) {
            for (var entity : entities) {
                rows.add(entity);
            }
            rows.finish();
            assertThat(rows.rows()).isEqualTo(entities.length);
            var file = Files.createTempFile(folder, "entities", ".parquet");
            Files.write(file, out.toByteArray());
            return new QueriedFile(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static EntityRecord entity(int number, String json) {
        return entity(ref(number), number, json);
    }

    private static EntityRecord entity(String key, String json) {
        return entity(key, 0, json);
    }

    private static String ref(int number) {
        return "0193f000-0000-7000-8000-%012d".formatted(number);
    }

    /// Its value stands in the midst of other bytes.
    private static EntityRecord entity(String key, int number, String json) {
        var value = ("\"before\"" + json + "{").getBytes(UTF_8);
        return new EntityRecord(
                EntityRecord.Text.of(key.getBytes(UTF_8)),
                new EntityRecord.Text(value, 8, value.length - 9),
                EntityRecord.Text.of("batch".getBytes(UTF_8)),
                number + 1L,
                1_579_910_400_000_001L);
    }

    private static FieldDeclaration sensitive(String name) {
        return new FieldDeclaration(
                name,
                "String",
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                new SensitivityDeclaration("hash", null));
    }

    private static FieldDeclaration decimal(String name) {
        return new FieldDeclaration(
                name, "Decimal", null, null, Map.of("precision", 9, "scale", 2), List.of(), List.of(), List.of(), null);
    }

    /// The items of an Array that are Arrays.
    private static FieldDeclaration arrays(FieldDeclaration items) {
        return new FieldDeclaration(
                null, "Array", null, null, Map.of(), List.of(), List.of(), List.of(), null, List.of(), items, null,
                null);
    }

    private static RecordSchema schema(FieldDeclaration... fields) {
        return keyed(List.of(), List.of(), fields);
    }

    private static RecordSchema keyed(List<String> primary, List<String> fallback, FieldDeclaration... fields) {
        return switch (RecordSchema.check(
                new SchemaDeclaration(List.of(fields), primary, null, null, null, fallback))) {
            case RecordSchemaCheck.Valid(var schema) -> schema;
            case RecordSchemaCheck.Refused(var problems) -> fail(problems.toString());
        };
    }
}
