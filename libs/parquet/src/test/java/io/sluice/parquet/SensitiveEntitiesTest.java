package io.sluice.parquet;

import static io.sluice.parquet.EntityFiles.entity;
import static io.sluice.parquet.EntityFiles.keyed;
import static io.sluice.parquet.EntityFiles.schema;
import static io.sluice.parquet.EntityFiles.sensitive;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No file of entities holds a clear value of a sensitive field.
class SensitiveEntitiesTest {
    private static final String HASH = "907d7bf93d60cbe6565458bb0fe7e8fac60dffe3561e27cce320947f1a13ef8b";
    private static final int ROW_GROUP_BYTES = 1 << 13;
    private static final RecordSchema SCHEMA = schema(FieldDeclaration.of("id", "String"), sensitive("email"));

    private EntityFiles files;

    @BeforeEach
    void writeTo(@TempDir Path folder) {
        files = new EntityFiles(folder);
    }

    /// A clear value is from before the field was sensitive.
    @Test
    void holdNothingButHashes() throws IOException {
        var file = files.written(
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
    void haveNoKeyThatMayHoldAClearValue() throws IOException {
        var keyed = keyed(
                List.of("ids[0].provider", "ids[0].id"),
                List.of("email"),
                FieldDeclaration.array(
                        "ids",
                        FieldDeclaration.objects(
                                FieldDeclaration.of("provider", "String"), FieldDeclaration.of("id", "Integer"))),
                sensitive("email"));

        var file = files.written(
                keyed,
                ROW_GROUP_BYTES,
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
    void haveTheirRefsAsKeys() {
        var ref = "0193f000-0000-7000-8000-000000000001";

        var file = files.written(SCHEMA, ROW_GROUP_BYTES, entity(ref, "{}"), entity("anna@example.com", "{}"));

        assertThat(file.rows("entity_key")).containsExactly(List.of(ref), Arrays.asList((String) null));
    }

    private static String content(QueriedFile file) throws IOException {
        return Files.readString(file.file(), ISO_8859_1);
    }
}
