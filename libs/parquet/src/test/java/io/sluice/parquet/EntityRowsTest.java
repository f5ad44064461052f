package io.sluice.parquet;

import static io.sluice.parquet.EntityFiles.arrays;
import static io.sluice.parquet.EntityFiles.decimal;
import static io.sluice.parquet.EntityFiles.ref;
import static io.sluice.parquet.EntityFiles.schema;
import static io.sluice.parquet.EntityFiles.sensitive;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What DuckDB reads is what the entities hold.
class EntityRowsTest {
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

    private EntityFiles files;

    @BeforeEach
    void writeTo(@TempDir Path folder) {
        files = new EntityFiles(folder);
    }

    /// A file names the first 64 bytes of a bound. A reader that trusts it passes over no value.
    /// DuckDB shows a byte of what is no text as four characters.
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u4e2d", "\ud83d\ude00", "\udbff\udfff"})
    void hasBoundsThatHoldLongTexts(String character) {
        for (int length : List.of(1, 16, 17, 22, 23, 63, 64, 65, 66, 68, 69, 70, 200_000)) {
            var text = character.repeat(length);

            var file = files.written(SCHEMA, "{\"id\":\"%s\"}".formatted(text));

            assertThat(file.query("select count(*) from '%%s' where id = '%s'".formatted(text)))
                    .as("%d times", length)
                    .containsExactly(List.of("1"));
            assertThat(
                            file.query(
                                    "select max(greatest(strlen(stats_min_value), strlen(stats_max_value))) <= 300 from parquet_metadata('%s') where path_in_schema = 'id'"))
                    .as("%d times", length)
                    .containsExactly(List.of("true"));
        }
    }

    @Test
    void hasTheGroupsThatIcebergWrites() {
        var file = files.written(SCHEMA, "{}");

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
        var file = files.written(
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
        var file = files.written(
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

    /// As PostgreSQL gives what an import took: `1e1100` was six characters.
    @Test
    void holdsLongNamesAndNumbers() {
        var any = "{\"%s\": 1%s}".formatted("n".repeat(100_000), "0".repeat(1_100));

        var file = files.written(SCHEMA, "{\"ext\":%s,\"id\":1%s}".formatted(any, "0".repeat(1_100)));

        assertThat(file.rows("ext", "id")).containsExactly(List.of(any, "1" + "0".repeat(1_100)));
    }

    /// Objects without a value are some bytes of a record and many entries of columns.
    @Test
    void endsARowGroupOfManyEntries() {
        var empty = "{\"orders\":[%s{}]}".formatted("{},".repeat(4_999));
        var entities = new String[500];
        Arrays.fill(entities, empty);

        var file = files.written(SCHEMA, 1 << 16, entities);

        assertThat(file.query("select count(distinct row_group_id) > 1, count(*) filter (num_values > 3000000)"
                        + " from parquet_metadata('%s')"))
                .containsExactly(List.of("true", "0"));
        assertThat(file.query("select count(*), sum(len(orders)) from '%s'"))
                .containsExactly(List.of("500", "2500000"));
    }

    @Test
    void keepsNamesThatTheSourceHas() {
        var file = files.written(
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

        var file = files.written(SCHEMA, written);

        assertThat(file.rows("to_json(address)", "to_json(tags)", "to_json(orders)"))
                .isEqualTo(expected);
        assertThat(file.query("select count(distinct row_group_id) > 2 from parquet_metadata('%s')"))
                .containsExactly(List.of("true"));
    }
}
