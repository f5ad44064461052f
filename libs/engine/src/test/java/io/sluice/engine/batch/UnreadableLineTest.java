package io.sluice.engine.batch;

import static io.sluice.engine.batch.BatchFixture.SMALL;
import static io.sluice.engine.batch.BatchFixture.record;
import static io.sluice.engine.gzip.PackedFiles.gzip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableLineTest {
    private final BatchFixture batch = new BatchFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "nothing|it is no record, expected an object in braces { }",
                "{\"ref\":|it ends too early; write each record on one line",
                "{\"ref\":\"x|it ends too early; write each record on one line",
                "12|it is no record, expected an object in braces { }",
                "\"text\"|it is no record, expected an object in braces { }",
                "null|it is no record, expected an object in braces { }",
                "true|it is no record, expected an object in braces { }",
                "[1]|it is no record, expected an object in braces { }",
                "{} {}|something follows the record; write each record on a line of its own",
                "{},|something follows the record; write each record on a line of its own",
                "{\"a\":NaN}|it is no valid JSON at character 6: NaN is no JSON value; send null, true, false, a number or a text in double quotes",
                "{\"a\":-Infinity}|it is no valid JSON at character 7: Infinity is no JSON value; send null, true, false, a number or a text in double quotes",
                "{\"a\":None}|it is no valid JSON at character 6: None is no JSON value; send null, true, false, a number or a text in double quotes",
                "{'a':1}|it is no valid JSON at character 2: names and texts stand in double quotes",
                "{\"a\":01}|it is no valid JSON at character 7",
                "{\"a\":1,}|it is no valid JSON at character 8",
                "{\"a\":\"\\x\"}|it is no valid JSON at character 8",
                "{\"ref\":\"\\ud800\"}|a text has half a surrogate pair",
                "{\"ref\":\"\\udc00\\ud800\"}|a text has half a surrogate pair",
                "{\"ref\":\"a\\u0000\"}|a text has a NUL character",
                "{\"ref\":\"a\",\"ref\":\"a\"}|the key [ref] appears twice",
                "{\"a\":[[[[[[[[[[1]]]]]]]]]]}|it is nested more than 8 levels deep",
            })
    void saysWhyALineCannotBeRead(String line, String reason) {
        batch.run("{}\n" + line + "\n{}");

        assertThat(batch.refused()).hasSize(3);
        assertThat(batch.refused().get(1))
                .isEqualTo(new RefusedRecord(
                        2,
                        Optional.empty(),
                        RecordError.UNREADABLE_LINE,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        "Failed to parse import line: " + reason));
        assertThat(batch.refused().get(2).message()).startsWith("Missing key [ref]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"", "\"x", "tru", "true", "-", "{", "}", ",", "[1]", "\u00a0"})
    void refusesWhatFollowsTheRecord(String rest) {
        var record = record("delete", "{\"referenceId\":\"A\",\"number\":1}");
        var next = record.replace("ace7", "bce7");

        batch.run(record + " " + rest + "\n" + next);

        assertThat(batch.refused())
                .extracting(RefusedRecord::line, RefusedRecord::message)
                .containsExactly(
                        tuple(
                                1L,
                                "Failed to parse import line: something follows the record; write each record on a line of its own"));
        assertThat(batch.accepted()).singleElement().asString().startsWith("2 bce7");
    }

    @Test
    void refusesNumbersThatNoDatabaseTakes() {
        batch.run(record("upsert", "{\"referenceId\":1e999999,\"number\":1}"));
        batch.run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"weight\":1e-99999}"));
        batch.run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"weight\":1E+401}"));

        assertThat(batch.refused())
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.message())
                        .isEqualTo("Failed to parse import line: a number has an exponent beyond 400"));
    }

    @Test
    void takesNumbersOf400Digits() {
        var digits = "9".repeat(400);
        batch.run(record("upsert", "{\"referenceId\":\"A\",\"number\":%s}".formatted(digits)));
        batch.run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"n\":%s}}".formatted(digits)));
        batch.run(record(
                "upsert", "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"n\":%s}}".formatted("9".repeat(1_001))));
        batch.run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"n\":1e401}}"));

        assertThat(batch.refused())
                .extracting(RefusedRecord::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .startsWith("Invalid data type in column [number]: \"99999999999999999999…\" is not"),
                        message -> assertThat(message)
                                .isEqualTo("Failed to parse import line: a number has more than 1,000 characters"),
                        message -> assertThat(message)
                                .isEqualTo("Failed to parse import line: a number has an exponent beyond 400"));
        assertThat(batch.accepted()).singleElement().asString().endsWith("{\"n\":" + digits + "}} lacks status");
    }

    @Test
    void goesOnAfterALineThatBreaksOff() {
        var good = record("delete", "{\"referenceId\":\"A\",\"number\":1}");

        batch.run("{\"ref\":\"x\n" + good + "\n{\"a\":[1,{\n" + good.replace("ace7", "bce7"));

        assertThat(batch.accepted()).hasSize(2);
        assertThat(batch.refused()).extracting(RefusedRecord::line).containsExactly(1L, 3L);
    }

    @Test
    void refusesDepthOf10000() {
        batch.run("{}\n" + "{\"a\":".repeat(300));
        assertThat(batch.refused().getLast().message())
                .isEqualTo("Failed to parse import line: it is nested more than 8 levels deep");

        batch.accepted().clear();
        batch.refused().clear();
        var deep = record("insert", "{\"ext\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}");
        batch.run(BatchLimits.DEFAULTS, gzip("{}\n" + deep));
        assertThat(batch.refused().getLast().message())
                .isEqualTo("Failed to parse import line: it is nested more than 64 levels deep");
    }

    @Test
    void refusesLinesThatAreTooLong() {
        batch.run("{}\n" + "x".repeat(2_001) + "\n{}");

        assertThat(batch.refused().get(1).message())
                .isEqualTo("Failed to parse import line: it has more than 2,000 bytes");
        assertThat(batch.refused().get(1).line()).isEqualTo(2);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        for (var bytes : List.of("{\"a\":\"\u00e9\"}", "{\"a\":\"\u00ed\u00a0\u0080\"}", "\u00c0\u0080")) {
            batch.refused().clear();
            batch.run(SMALL, gzip(("{}\n" + bytes).getBytes(ISO_8859_1)));

            assertThat(batch.refused().getLast().message())
                    .isEqualTo("Failed to parse import line: it is not valid UTF-8; save the records as UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"referenceId\":\"A\",\"referenceId\":\"B\"}|the key [referenceId] appears twice",
                "{\"orderItems\":[{\"productId\":\"a\",\"productId\":\"a\"}]}|the key [orderItems[].productId] appears twice",
                "{\"ext\":{\"a\":{\"b\":1},\"c\":2,\"a\":3}}|a key appears twice in one object",
            })
    void refusesKeysThatAppearTwice(String value, String reason) {
        batch.run(record("insert", value));

        assertThat(batch.refused())
                .extracting(RefusedRecord::message)
                .containsExactly("Failed to parse import line: " + reason);
    }
}
