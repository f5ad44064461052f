package io.sluice.engine.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.engine.gzip.UnpackLimits;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunTest {
    private static final String REF = "ace73c06-b361-11ed-afa1-0242ac120002";
    private static final String SHA_256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    private static final RecordSchema ORDER = schema(new SchemaDeclaration(
            List.of(
                    FieldDeclaration.of("referenceId", "String"),
                    FieldDeclaration.of("number", "Integer"),
                    FieldDeclaration.of("status", "String")
                            .withConstraints(Map.of("required", true, "enum", List.of("OPEN", "PAID"))),
                    FieldDeclaration.of("price", "Decimal"),
                    FieldDeclaration.of("weight", "Double"),
                    FieldDeclaration.of("gift", "Boolean"),
                    FieldDeclaration.of("orderedAt", "DateTime"),
                    FieldDeclaration.of("note", "String").withMissingValues(List.of("-")),
                    FieldDeclaration.array(
                            "orderItems",
                            FieldDeclaration.objects(
                                    FieldDeclaration.of("productId", "String")
                                            .withConstraints(Map.of("required", true)),
                                    FieldDeclaration.of("quantity", "Integer").withConstraints(Map.of("minimum", 1)))),
                    FieldDeclaration.object("ext")),
            List.of("referenceId", "number"),
            null,
            null));
    private static final RecordSchema GUEST = schema(SchemaDeclaration.of(
            FieldDeclaration.of("guestType", "String"),
            FieldDeclaration.of("email", "String")
                    .withFormat("email")
                    .withSensitive(new SensitivityDeclaration("hash", "email")),
            FieldDeclaration.of("token", "String").withSensitive(new SensitivityDeclaration("require_hashed", null)),
            FieldDeclaration.array(
                    "nicknames",
                    FieldDeclaration.items("String").withSensitive(new SensitivityDeclaration("hash", null)))));
    private static final BatchLimits SMALL = new BatchLimits(new UnpackLimits(1L << 22, 200), 2_000, 8, 20);

    @TempDir
    Path directory;

    private final List<String> accepted = new ArrayList<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private final List<String> takenBack = new ArrayList<>();

    // What is accepted

    @Test
    void handsOnKeyAndValue() {
        var report = run("""
                {"ref":"%s","schema":"order","mode":"upsert","value":{"referenceId":"A-1","number":7,"status":"PAID"}}
                """.formatted(REF));

        assertThat(accepted)
                .containsExactly("1 %s order UPSERT A-1:7 {\"referenceId\":\"A-1\",\"number\":7,\"status\":\"PAID\"}"
                        .formatted(REF));
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.total()).isEqualTo(1);
        assertThat(report.fault()).isEmpty();
    }

    @Test
    void keepsValuesAsTheyAreSent() {
        var value =
                "{\"referenceId\":\"A\\\\\\\"\\n\",\"number\":\"007\",\"status\":\"OPEN\",\"price\":12.50,\"weight\":1e3,"
                        + "\"gift\":true,\"orderedAt\":\"2026-01-25T10:00:00Z\",\"orderItems\":[{\"productId\":\"p\",\"quantity\":2}],"
                        + "\"ext\":{\"any key\":[1,null,\"\",{\"a\":1.50}],\"é\":\"𝄞\"}}";

        run(record("insert", value));

        assertThat(accepted).singleElement().asString().endsWith("INSERT A\\\"\n:7 " + value);
    }

    @Test
    void readsKeysInAnyOrder() {
        run("""
                {"value":{"referenceId":"A","number":1,"status":"OPEN"},"mode":"create","schema":"order","ref":"%s"}
                """.formatted(REF));

        assertThat(accepted)
                .containsExactly("1 %s order CREATE A:1 {\"referenceId\":\"A\",\"number\":1,\"status\":\"OPEN\"}"
                        .formatted(REF));
    }

    @Test
    void takesRefsOfAnyCaseAndVersion() {
        run(record("delete", "{\"referenceId\":\"A\",\"number\":1}").replace(REF, REF.toUpperCase(Locale.ROOT)));

        assertThat(accepted).singleElement().asString().startsWith("1 " + REF);
    }

    @Test
    void leavesOutMissingValues() {
        run(
                record(
                        "insert",
                        "{\"referenceId\":\"A\",\"number\":1,\"status\":\"OPEN\",\"price\":null,\"note\":\"-\",\"weight\":\"\",\"orderItems\":[null],\"ext\":null}"));

        assertThat(accepted)
                .singleElement()
                .asString()
                .endsWith("{\"referenceId\":\"A\",\"number\":1,\"status\":\"OPEN\",\"orderItems\":[]}");
    }

    @Test
    void hashesSensitiveFields() {
        var hex = "AB".repeat(32);
        run("""
                {"ref":"%s","schema":"guest","mode":"insert","value":{"email":"A@X.EXAMPLE","token":"%s","nicknames":["a","a"]}}
                """.formatted(REF, hex));

        assertThat(accepted)
                .singleElement()
                .asString()
                .contains("guest INSERT " + REF + " ")
                .endsWith("""
                        {"email":"%s","token":"%s","nicknames":["%s","%s"]}""".formatted(sha256("a@x.example"), "ab".repeat(32), SHA_256_OF_A, SHA_256_OF_A));
    }

    @Test
    void namesRequiredFieldsThatAPartialRecordLacks() {
        run(record("merge", "{\"referenceId\":\"A\",\"number\":1}"));

        assertThat(accepted).singleElement().asString().endsWith("} lacks status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "gdpr_delete"})
    void deletesNeedNoValueWithoutAKey(String mode) {
        run("{\"ref\":\"%s\",\"schema\":\"guest\",\"mode\":\"%s\"}".formatted(REF, mode));

        assertThat(accepted).singleElement().asString().endsWith(REF + " {}");
    }

    @Test
    void skipsBlankLinesAndTakesEveryLineEnd() {
        var first = record("delete", "{\"referenceId\":\"A\",\"number\":1}");
        var second = first.replace(REF, "bce73c06-b361-11ed-afa1-0242ac120002");
        var third = first.replace(REF, "cce73c06-b361-11ed-afa1-0242ac120002");

        var report = run("\n \t\r\n" + first + "\r\n" + second + "\r" + third + "  ");

        assertThat(accepted).extracting(text -> text.charAt(0)).containsExactly('3', '4', '5');
        assertThat(report.lines()).isEqualTo(5);
    }

    // What is refused

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
        run("{}\n" + line + "\n{}");

        assertThat(refused).hasSize(3);
        assertThat(refused.get(1))
                .isEqualTo(new RefusedRecord(
                        2,
                        Optional.empty(),
                        RecordError.UNREADABLE_LINE,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        "Failed to parse import line: " + reason));
        assertThat(refused.get(2).message()).startsWith("Missing key [ref]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"", "\"x", "tru", "true", "-", "{", "}", ",", "[1]", "\u00a0"})
    void refusesWhatFollowsTheRecord(String rest) {
        var record = record("delete", "{\"referenceId\":\"A\",\"number\":1}");
        var next = record.replace("ace7", "bce7");

        run(record + " " + rest + "\n" + next);

        assertThat(refused)
                .extracting(RefusedRecord::line, RefusedRecord::message)
                .containsExactly(
                        tuple(
                                1L,
                                "Failed to parse import line: something follows the record; write each record on a line of its own"));
        assertThat(accepted).singleElement().asString().startsWith("2 bce7");
    }

    @Test
    void showsWhatIsWrongWhereNothingIsSensitive() {
        var plan = new BatchPlan(Map.of("order", ORDER), SMALL);

        run(plan, gzip("{\"ref\":\"7\",\"mode\":\"replace\",\"values\":{}}"), new KeyMemory(1 << 20, directory));
        run(plan, gzip("{\"mode\":\"replace\"}"), new KeyMemory(1 << 20, directory));
        run(plan, gzip("{\"values\":1}"), new KeyMemory(1 << 20, directory));

        assertThat(refused)
                .extracting(RefusedRecord::message)
                .satisfiesExactly(
                        message -> assertThat(message).startsWith("Wrong ref: \"7\" is not a UUID"),
                        message -> assertThat(message).startsWith("Unsupported mode: \"replace\", expected insert"),
                        message -> assertThat(message).startsWith("Unknown key [values]: expected ref"));
    }

    @Test
    void refusesNumbersThatNoDatabaseTakes() {
        run(record("upsert", "{\"referenceId\":1e999999,\"number\":1}"));
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"weight\":1e-99999}"));
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"weight\":1E+401}"));

        assertThat(refused)
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.message())
                        .isEqualTo("Failed to parse import line: a number has an exponent beyond 400"));
    }

    @Test
    void goesOnAfterALineThatBreaksOff() {
        var good = record("delete", "{\"referenceId\":\"A\",\"number\":1}");

        run("{\"ref\":\"x\n" + good + "\n{\"a\":[1,{\n" + good.replace("ace7", "bce7"));

        assertThat(accepted).hasSize(2);
        assertThat(refused).extracting(RefusedRecord::line).containsExactly(1L, 3L);
    }

    @Test
    void refusesDepthOf10000() {
        run("{}\n" + "{\"a\":".repeat(300));
        assertThat(refused.getLast().message())
                .isEqualTo("Failed to parse import line: it is nested more than 8 levels deep");

        accepted.clear();
        refused.clear();
        var deep = record("insert", "{\"ext\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}");
        run(BatchLimits.DEFAULTS, gzip("{}\n" + deep));
        assertThat(refused.getLast().message())
                .isEqualTo("Failed to parse import line: it is nested more than 64 levels deep");
    }

    @Test
    void refusesLinesThatAreTooLong() {
        run("{}\n" + "x".repeat(2_001) + "\n{}");

        assertThat(refused.get(1).message()).isEqualTo("Failed to parse import line: it has more than 2,000 bytes");
        assertThat(refused.get(1).line()).isEqualTo(2);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        for (var bytes : List.of("{\"a\":\"\u00e9\"}", "{\"a\":\"\u00ed\u00a0\u0080\"}", "\u00c0\u0080")) {
            refused.clear();
            run(SMALL, gzip(("{}\n" + bytes).getBytes(ISO_8859_1)));

            assertThat(refused.getLast().message())
                    .isEqualTo("Failed to parse import line: it is not valid UTF-8; save the records as UTF-8");
        }
    }

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
                "{\"ref\":\"R\",\"schema\":7,\"mode\":\"insert\",\"value\":{}}|envelope-error|Wrong schema: a number is not the batch schema of a source",
                "{\"ref\":\"R\",\"schema\":\"migration\",\"mode\":\"insert\",\"value\":{}}|unsupported-mode|Unsupported schema [migration]",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"replace\",\"value\":{}}|unsupported-mode|Unsupported mode: a text, expected insert, create, upsert, merge, delete, gdpr_delete",
                "{\"ref\":\"R\",\"schema\":\"order\",\"mode\":\"insert\",\"values\":{}}|envelope-error|Unknown key: expected ref, schema, mode and value",
                "{\"ref\":\"7\",\"schema\":\"order\",\"mode\":\"insert\",\"value\":{}}|envelope-error|Wrong ref: a text is not a UUID of 32 hex digits in five groups; and 2 more errors",
            })
    void saysWhatIsWrongWithTheEnvelope(String line, String code, String message) {
        run(line.replace("\"R\"", '"' + REF + '"'));

        assertThat(refused).singleElement().satisfies(record -> {
            assertThat(record.message()).isEqualTo(message);
            assertThat(record.error().code()).isEqualTo(code);
            assertThat(record.ref()).isEqualTo(line.contains("\"R\"") ? Optional.of(REF) : Optional.empty());
        });
        assertThat(refused.getFirst().error().number()).isEqualTo(code.equals("unsupported-mode") ? 402 : 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"number\":1.0|number|type-error||Invalid data type in column [number]: \"1.0\" is not an Integer (digits with an optional sign)",
                "\"number\":{}|number|type-error||Invalid data type in column [number]: an object is not an Integer (digits with an optional sign)",
                "\"weight\":1e400|weight|type-error||Invalid data type in column [weight]: \"1e400\" is not a Double (digits with an optional sign, point and exponent)",
                "\"status\":\"NEW\"|status|constraint-error|enum|Value not allowed in column [status] (enum): \"NEW\" is none of OPEN, PAID",
                "\"gift\":\"maybe\"|gift|type-error||Invalid data type in column [gift]: \"maybe\" is not a Boolean (true, 1; false, 0)",
                "\"orderItems\":{}|orderItems|type-error||Invalid data type in column [orderItems]: an object is not an Array (values in brackets [ ])",
                "\"orderItems\":[7]|orderItems[]|type-error||Invalid data type in column [orderItems[]]: a number is not an Object (keys and values in braces { })",
                "\"orderItems\":[{}]|orderItems[].productId|constraint-error|required|Missing value in column [orderItems[].productId]: the field is absent or empty, the schema requires it",
                "\"orderItems\":[{\"productId\":\"p\",\"quantity\":0}]|orderItems[].quantity|constraint-error|minimum|Value not allowed in column [orderItems[].quantity] (minimum): \"0\" is below 1",
                "\"ext\":[]|ext|type-error||Invalid data type in column [ext]: an array is not an Object (keys and values in braces { })",
                "\"colour\":1|colour|unknown-field||Unknown field [colour]: the schema does not have it",
                "\"order_items\":1|order_items|unknown-field||Unknown field [order_items]: the schema does not have it; is it [orderItems]?",
            })
    void checksFieldsLikeCells(String field, String column, String code, String rule, String message) {
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,%s}".formatted(field))
                .replace("\"number\":1,\"number\"", "\"number\""));

        assertThat(refused).singleElement().satisfies(record -> {
            assertThat(record.message()).startsWith(message);
            assertThat(record.column()).contains(column);
            assertThat(record.error().code()).isEqualTo(code);
            assertThat(record.rule()).isEqualTo(Optional.ofNullable(rule));
            assertThat(record.ref()).contains(REF);
        });
    }

    @Test
    void takesNumbersOf400Digits() {
        var digits = "9".repeat(400);
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":%s}".formatted(digits)));
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"n\":%s}}".formatted(digits)));
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"n\":%s}}".formatted("9".repeat(1_001))));
        run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"n\":1e401}}"));

        assertThat(refused)
                .extracting(RefusedRecord::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .startsWith("Invalid data type in column [number]: \"99999999999999999999…\" is not"),
                        message -> assertThat(message)
                                .isEqualTo("Failed to parse import line: a number has more than 1,000 characters"),
                        message -> assertThat(message)
                                .isEqualTo("Failed to parse import line: a number has an exponent beyond 400"));
        assertThat(accepted).singleElement().asString().endsWith("{\"n\":" + digits + "}} lacks status");
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
        run(record("insert", value));

        assertThat(refused)
                .extracting(RefusedRecord::message)
                .containsExactly("Failed to parse import line: " + reason);
    }

    @Test
    void needsEveryRequiredFieldOfAWholeEntity() {
        run(record("insert", "{\"referenceId\":\"A\",\"number\":1}"));
        run(record("create", "{\"referenceId\":\"A\",\"number\":1,\"status\":null}"));

        assertThat(refused)
                .hasSize(2)
                .allSatisfy(
                        record -> assertThat(record.message())
                                .isEqualTo(
                                        "Missing value in column [status]: the field is absent or empty, the schema requires it"));
    }

    @Test
    void needsEveryPartOfTheKey() {
        run(record("delete", "{\"referenceId\":\"A\"}"));
        run(record("delete", "{\"referenceId\":\"A:B\",\"number\":1}"));
        run(
                BatchLimits.DEFAULTS,
                gzip(record("delete", "{\"referenceId\":\"%s\",\"number\":1}".formatted("x".repeat(999)))));

        assertThat(refused)
                .extracting(RefusedRecord::message)
                .containsExactly(
                        "Missing value in column [number]: the field is absent or empty, the primary key needs it",
                        "Value not allowed in column [referenceId] (primaryKey): only the last part of a primary key may have a colon",
                        "Value not allowed in column [number] (primaryKey): with it the primary key is longer than 1,000 bytes");
    }

    @Test
    void neverShowsSensitiveValuesOrUnknownNames() {
        run("""
                {"ref":"%s","schema":"guest","mode":"insert","value":{"email":"secret"}}
                {"ref":"b%s","schema":"guest","mode":"insert","value":{"token":"secret"}}
                {"ref":"c%s","schema":"guest","mode":"insert","value":{"secret":"secret"}}
                {"ref":"d%s","schema":"guest","mode":"insert","value":{"email":secret}}
                {"ref":"e%s","schema":"guest","mode":"insert","value":{"guest_type":"secret"}}
                """.formatted(REF, REF.substring(1), REF.substring(1), REF.substring(1), REF.substring(1)));

        assertThat(refused)
                .extracting(RefusedRecord::message)
                .satisfiesExactly(
                        message -> assertThat(message).startsWith("Invalid data type in column [email]: *** is not"),
                        message -> assertThat(message)
                                .startsWith("Value not hashed in column [token]: *** is not 64 hex digits (SHA-256)"),
                        message -> assertThat(message)
                                .isEqualTo("Unknown field: the value has a field that the schema does not have"),
                        message ->
                                assertThat(message).startsWith("Failed to parse import line: it is no valid JSON at"),
                        message -> assertThat(message)
                                .isEqualTo(
                                        "Unknown field [guest_type]: the schema does not have it; is it [guestType]?"));
        assertThat(refused).extracting(RefusedRecord::message).noneMatch(message -> message.contains("secret"));
    }

    @Test
    void countsAllErrorsOfARecord() {
        run(record("insert", "{\"referenceId\":\"A\",\"number\":\"x\",\"gift\":\"y\",\"weight\":\"z\"}"));

        assertThat(refused).singleElement().satisfies(record -> {
            assertThat(record.errorCount()).isEqualTo(3);
            assertThat(record.message())
                    .startsWith("Invalid data type in column [number]: \"x\"")
                    .endsWith("; and 2 more errors");
        });
    }

    // Refs

    @Test
    void refusesTheSecondRecordOfARef() {
        var first = record("delete", "{\"referenceId\":\"A\",\"number\":1}");

        var report = run(first + "\n" + first.replace("ace7", "ACE7"));

        assertThat(accepted).hasSize(1);
        assertThat(refused)
                .extracting(RefusedRecord::message, record -> record.error().number())
                .containsExactly(tuple(
                        "Duplicate ref [%s]: it stands in an earlier line too, first in line 1".formatted(REF), 409));
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(1);
    }

    @Test
    void findsRepeatedRefsBeyondItsMemory() {
        var lines = new StringBuilder();
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            lines.append(record("delete", "{\"referenceId\":\"A\",\"number\":1}")
                            .replace("ace73c06", "%08x".formatted(i % (count - 5))))
                    .append('\n');
        }

        var report = run(BatchLimits.DEFAULTS, gzip(lines.toString()), new KeyMemory(1 << 16, directory));

        assertThat(takenBack.size() + refused.size()).isEqualTo(5);
        assertThat(takenBack)
                .isNotEmpty()
                .isSubsetOf(IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> "%d like %d".formatted(count - 5 + i, i))
                        .toList());
        assertThat(report.accepted()).isEqualTo(count - 5);
        assertThat(report.total()).isEqualTo(count);
        assertThat(directory).isEmptyDirectory();
    }

    // Whole files

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array|The file holds one JSON array: write each record on a line of its own, without brackets around all and commas between",
                "pretty|The file holds pretty-printed JSON: write each record on one line, for example with jq -c",
                "mark|The records start with a byte order mark: save them as UTF-8 without it",
                "utf-16|The records are not UTF-8: they start with the mark of UTF-16; save them as UTF-8 without a mark",
                "tar|The gzip file holds a tar archive: pack the JSON lines with gzip alone, without tar",
                "zip in gzip|The gzip file holds a zip archive: pack the JSON lines with gzip alone",
                "gzip in gzip|The gzip file holds another gzip file: pack the JSON lines once",
                "empty gzip|The file has no records: send one gzip file of JSON lines, one record on each line",
                "blank lines|The file has no records: send one gzip file of JSON lines, one record on each line",
                "empty|The file is empty: send one gzip file of JSON lines, one record on each line",
                "zip|Not a gzip file: it is a zip archive; send one gzip file of JSON lines, one record on each line",
                "json|Not a gzip file: it is JSON that is not packed; send one gzip file of JSON lines, one record on each line",
                "plain tar|Not a gzip file: it is a tar archive; send one gzip file of JSON lines, one record on each line",
                "text|Not a gzip file: it begins with other bytes; send one gzip file of JSON lines, one record on each line",
                "cut|The gzip file is cut off: its end is missing; pack it again and compare its size",
                "garbage|The gzip file is followed by other bytes: from byte 32 on it is no gzip; send nothing behind it",
                "bomb|The file is packed too densely: it unpacks to more than 200 times its size; send it in parts",
                "nested bomb|The gzip file holds another gzip file: pack the JSON lines once",
                "too large|The file is too large: it unpacks to more than 4,194,304 bytes; send it in parts",
            })
    void saysWhatAWholeFileIs(String file, String message) throws IOException {
        var bytes = file(file);

        var report = run(SMALL, bytes);

        assertThat(report.fault())
                .contains(new BatchFault(message.replace("byte 32", "byte " + gzip("{\"ref\":\"x\"}\n").length)));
    }

    private static byte[] file(String what) throws IOException {
        var tar = new byte[1_024];
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        var good = gzip("{\"ref\":\"x\"}\n");
        return switch (what) {
            case "array" -> gzip("\n [{\"ref\":1},\n{\"ref\":2}]");
            case "pretty" -> gzip("{ \r\n  \"ref\": 1\n}");
            case "mark" -> gzip("\uFEFF{}");
            case "utf-16" -> gzip("\uFEFF{}".getBytes(UTF_16LE));
            case "tar" -> gzip(tar);
            case "zip in gzip" -> gzip(zip());
            case "gzip in gzip" -> gzip(good);
            case "empty gzip" -> gzip("");
            case "blank lines" -> gzip("\n \n\t\r\n");
            case "empty" -> new byte[0];
            case "zip" -> zip();
            case "json" -> "{\"ref\":1}".getBytes(UTF_8);
            case "plain tar" -> tar;
            case "text" -> "ref,schema\n".getBytes(UTF_8);
            case "cut" -> Arrays.copyOf(good, good.length - 3);
            case "garbage" -> Arrays.copyOf(good, good.length + 3);
            case "bomb" -> gzip(new byte[1 << 23]);
            case "nested bomb" -> gzip(gzip(new byte[1 << 23]));
            case "too large" -> gzip(lines());
            default -> fail(what);
        };
    }

    /// 5 MB that do not pack densely.
    private static byte[] lines() {
        var random = new Random(1);
        var bytes = new byte[5 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 100 == 99 ? '\n' : 'a' + random.nextInt(16));
        }
        return bytes;
    }

    private static String record(String mode, String value) {
        return "{\"ref\":\"%s\",\"schema\":\"order\",\"mode\":\"%s\",\"value\":%s}".formatted(REF, mode, value);
    }

    private BatchReport run(String lines) {
        return run(SMALL, gzip(lines));
    }

    private BatchReport run(BatchLimits limits, byte[] file) {
        return run(limits, file, new KeyMemory(1 << 20, directory));
    }

    private BatchReport run(BatchLimits limits, byte[] file, KeyMemory memory) {
        return run(new BatchPlan(Map.of("order", ORDER, "guest", GUEST), limits), file, memory);
    }

    private BatchReport run(BatchPlan plan, byte[] file, KeyMemory memory) {
        try (var run = new BatchRun(plan, memory, new Collected())) {
            for (int from = 0; from < file.length; from += 1_000) {
                run.accept(file, from, Math.min(1_000, file.length - from));
            }
            return run.finish();
        }
    }

    private final class Collected implements RecordSink {
        @Override
        public void accept(CheckedRecord record) {
            accepted.add("%d %s %s %s %s %s%s"
                    .formatted(
                            record.line(),
                            record.ref(),
                            record.schema(),
                            record.mode(),
                            new String(record.key(), 0, record.keyLength(), UTF_8),
                            new String(record.value(), 0, record.valueLength(), UTF_8),
                            record.missingField().map(" lacks "::concat).orElse("")));
        }

        @Override
        public void refuse(RefusedRecord record) {
            refused.add(record);
        }

        @Override
        public void takeBack(long line, long firstLine) {
            takenBack.add("%d like %d".formatted(line, firstLine));
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RecordSchema schema(SchemaDeclaration declaration) {
        return switch (RecordSchema.check(declaration)) {
            case RecordSchemaCheck.Valid valid -> valid.schema();
            case RecordSchemaCheck.Refused refused -> fail(refused.problems().toString());
        };
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] bytes) {
        var file = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(file)) {
            stream.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    private static byte[] zip() throws IOException {
        var file = new ByteArrayOutputStream();
        try (var stream = new ZipOutputStream(file)) {
            stream.putNextEntry(new ZipEntry("records.json"));
            stream.write("{}".getBytes(UTF_8));
        }
        return file.toByteArray();
    }
}
