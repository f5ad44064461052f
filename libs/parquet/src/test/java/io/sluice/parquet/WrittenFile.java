package io.sluice.parquet;

import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A CSV file that the engine checked and [ParquetRows] wrote, as DuckDB reads it.
record WrittenFile(Report report, Path file) {

    /// Rows with errors are left out, however many there are.
    static Schema schema(FieldDeclaration... fields) {
        var partial = new AcceptanceDeclaration("partial", 100.0);
        return switch (Schema.check(new SchemaDeclaration(List.of(fields), List.of(), null, partial))) {
            case SchemaCheck.Valid(var schema) -> schema;
            case SchemaCheck.Refused(var problems) -> fail(problems.toString());
        };
    }

    /// The ids of fields by their place, from 1.
    static int id(Schema schema, Field field) {
        return schema.fields().indexOf(field) + 1;
    }

    static WrittenFile of(Path folder, Schema schema, String csv) {
        return of(folder, schema, Optional.empty(), csv);
    }

    static WrittenFile of(Path folder, Schema schema, Optional<HashKey> key, String csv) {
        return of(folder, schema, key, 32 << 20, csv);
    }

    static WrittenFile of(Path folder, Schema schema, Optional<HashKey> key, int rowGroupBytes, String csv) {
        var plan = ValidationPlan.compile(schema, Delimiter.COMMA, RunLimits.DEFAULTS);
        var out = new ByteArrayOutputStream();
        try (var rows = new ParquetRows(schema, field -> id(schema, field), key, rowGroupBytes, out);
                var run = plan.newRun(KeyMemory.DEFAULTS, rows)) {
            var bytes = csv.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at += 1_000) {
                run.accept(bytes, at, Math.min(1_000, bytes.length - at));
            }
            var report = run.finish();
            rows.finish();
            var file = Files.createTempFile(folder, "rows", ".parquet");
            Files.write(file, out.toByteArray());
            return new WrittenFile(report, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// See [QueriedFile#rows].
    List<List<String>> rows(String... columns) {
        return new QueriedFile(file).rows(columns);
    }

    /// See [QueriedFile#query].
    List<List<String>> query(String sql) {
        return new QueriedFile(file).query(sql);
    }
}
