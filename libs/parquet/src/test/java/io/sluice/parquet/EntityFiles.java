package io.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes entities to files that DuckDB reads, below the folder.
record EntityFiles(Path folder) {

    QueriedFile written(RecordSchema schema, String... entities) {
        return written(schema, 1 << 13, entities);
    }

    QueriedFile written(RecordSchema schema, int rowGroupBytes, String... entities) {
        var records = new EntityRecord[entities.length];
        for (int i = 0; i < entities.length; i++) {
            records[i] = entity(i, entities[i]);
        }
        return written(schema, rowGroupBytes, records);
    }

    QueriedFile written(RecordSchema schema, int rowGroupBytes, EntityRecord... entities) {
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

    static EntityRecord entity(String key, String json) {
        return entity(key, 0, json);
    }

    static String ref(int number) {
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

    static FieldDeclaration sensitive(String name) {
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

    static FieldDeclaration decimal(String name) {
        return new FieldDeclaration(
                name, "Decimal", null, null, Map.of("precision", 9, "scale", 2), List.of(), List.of(), List.of(), null);
    }

    /// The items of an Array that are Arrays.
    static FieldDeclaration arrays(FieldDeclaration items) {
        return new FieldDeclaration(
                null, "Array", null, null, Map.of(), List.of(), List.of(), List.of(), null, List.of(), items, null,
                null);
    }

    static RecordSchema schema(FieldDeclaration... fields) {
        return keyed(List.of(), List.of(), fields);
    }

    static RecordSchema keyed(List<String> primary, List<String> fallback, FieldDeclaration... fields) {
        return switch (RecordSchema.check(
                new SchemaDeclaration(List.of(fields), primary, null, null, null, fallback))) {
            case RecordSchemaCheck.Valid(var schema) -> schema;
            case RecordSchemaCheck.Refused(var problems) -> fail(problems.toString());
        };
    }
}
