package io.sluice.engine.batch;

import static io.sluice.engine.batch.BatchFixture.ORDER;
import static io.sluice.engine.batch.BatchFixture.REF;
import static io.sluice.engine.batch.BatchFixture.SMALL;
import static io.sluice.engine.gzip.PackedFiles.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    private final BatchFixture batch = new BatchFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{}|envelope-error|Missing key [ref]: expected a UUID of the record's own; and 2 more errors",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"insert\"}|envelope-error|Missing key [value]: expected an object with the record's fields",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"insert\",\"value\":null}|envelope-error|Missing key [value]: expected an object with the record's fields",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"delete\"}|envelope-error|Missing key [value]: expected an object with the record's fields",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"insert\",\"value\":[]}|type-error|Invalid data type in column [value]: an array is not an Object (keys and values in braces { })",
                "{\"ref\":\"R\",\"schema\":\"orders\",\"mode\":\"insert\",\"value\":{}}|unknown-schema|Unknown schema [orders]",
                "{\"ref\":\"R\",\"schema\":\"a@example.com\",\"mode\":\"insert\",\"value\":{}}|unknown-schema|Unknown schema: the text is no name (a letter, then letters, digits, _ and -)",
                "{\"ref\":\"R\",\"schema\":7,\"mode\":\"insert\",\"value\":{}}|envelope-error|Wrong schema: a number is not the batch schema of a source",
                "{\"ref\":\"R\",\"schema\":\"migration\",\"mode\":\"insert\",\"value\":{}}|unsupported-mode|Unsupported schema [migration]",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"replace\",\"value\":{}}|unsupported-mode|Unsupported mode: a text, expected insert, create, upsert, merge, delete, gdpr_delete",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"insert\",\"values\":{}}|envelope-error|Unknown key: expected ref, schema, mode and value",
                "{\"ref\":\"7\",\"schema\":\"order\",\"mode\":\"insert\",\"value\":{}}|envelope-error|Wrong ref: a text is not a UUID of 32 hex digits in five groups; and 2 more errors",
            })
    void saysWhatIsWrongWithTheEnvelope(String line, String code, String message) {
        batch.run(line.replace("\"R\"", '"' + REF + '"'));

        assertThat(batch.refused()).singleElement().satisfies(record -> {
            assertThat(record.message()).isEqualTo(message);
            assertThat(record.error().code()).isEqualTo(code);
            assertThat(record.ref()).isEqualTo(line.contains("\"R\"") ? Optional.of(REF) : Optional.empty());
        });
        assertThat(batch.refused().getFirst().error().number()).isEqualTo(code.equals("unsupported-mode") ? 402 : 400);
    }

    @Test
    void showsWhatIsWrongWhereNothingIsSensitive() {
        var plan = new BatchPlan(Map.of("order", ORDER), SMALL, Optional.empty());

        batch.run(plan, gzip("{\"ref\":\"7\",\"mode\":\"replace\",\"values\":{}}"));
        batch.run(plan, gzip("{\"mode\":\"replace\"}"));
        batch.run(plan, gzip("{\"values\":1}"));
        batch.run(plan, gzip("{\"schema\":\"a@example.com\"}"));

        assertThat(batch.refused())
                .extracting(RefusedRecord::message)
                .satisfiesExactly(
                        message -> assertThat(message).startsWith("Wrong ref: \"7\" is not a UUID"),
                        message -> assertThat(message).startsWith("Unsupported mode: \"replace\", expected insert"),
                        message -> assertThat(message).startsWith("Unknown key [values]: expected ref"),
                        message -> assertThat(message).startsWith("Unknown schema [a@example.com]"));
    }
}
