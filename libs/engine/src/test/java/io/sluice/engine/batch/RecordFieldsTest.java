package io.sluice.engine.batch;

import static io.sluice.engine.batch.BatchFixture.REF;
import static io.sluice.engine.batch.BatchFixture.record;
import static io.sluice.engine.gzip.PackedFiles.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFieldsTest {
    private static final String SHA_256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final String SHA_256_OF_EMAIL = "cbfac86646b35646ab7bba41c0c1dc98e87326e9f6d499e7d206d2b4409704ca";

    private final BatchFixture batch = new BatchFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"number\":1.0|number|type-error||Invalid data type in column [number]: \"1.0\" is not an Integer (digits with an optional sign)",
                "\"number\":{}|number|type-error||Invalid data type in column [number]: an object is not an Integer (digits with an optional sign)",
                "\"price\":123456789012345678901|price|type-error||Invalid data type in column [price]: \"12345678901234567890…\" is not a Decimal (digits with an optional sign and point); a Decimal has at most 20 digits before the point and 18 after it",
                "\"tax\":1.0|tax|constraint-error|scale|Value not allowed in column [tax] (scale): \"1.0\" has more than 0 digits after the point (precision without scale allows none)",
                "\"tax\":123456789012345678901234|tax|constraint-error|precision|Value not allowed in column [tax] (precision): \"12345678901234567890…\" has more than 21 digits before the point",
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
        batch.run(record("upsert", "{\"referenceId\":\"A\",\"number\":1,%s}".formatted(field))
                .replace("\"number\":1,\"number\"", "\"number\""));

        assertThat(batch.refused()).singleElement().satisfies(record -> {
            assertThat(record.message()).startsWith(message);
            assertThat(record.column()).contains(column);
            assertThat(record.error().code()).isEqualTo(code);
            assertThat(record.rule()).isEqualTo(Optional.ofNullable(rule));
            assertThat(record.ref()).contains(REF);
        });
    }

    @Test
    void needsEveryRequiredFieldOfAWholeEntity() {
        batch.run(record("insert", "{\"referenceId\":\"A\",\"number\":1}"));
        batch.run(record("create", "{\"referenceId\":\"A\",\"number\":1,\"status\":null}"));

        assertThat(batch.refused())
                .hasSize(2)
                .allSatisfy(
                        record -> assertThat(record.message())
                                .isEqualTo(
                                        "Missing value in column [status]: the field is absent or empty, the schema requires it"));
    }

    @Test
    void needsEveryPartOfTheKey() {
        batch.run(record("delete", "{\"referenceId\":\"A\"}"));
        batch.run(record("delete", "{\"referenceId\":\"A:B\",\"number\":1}"));
        batch.run(
                BatchLimits.DEFAULTS,
                gzip(record("delete", "{\"referenceId\":\"%s\",\"number\":1}".formatted("x".repeat(999)))));

        assertThat(batch.refused())
                .extracting(RefusedRecord::message)
                .containsExactly(
                        "Missing value in column [number]: the field is absent or empty, the primary key needs it",
                        "Value not allowed in column [referenceId] (primaryKey): only the last part of a primary key may have a colon",
                        "Value not allowed in column [number] (primaryKey): with it the primary key is longer than 1,000 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"identifiers\":[{\"provider\":\"CRM\",\"id\":\"1\"}]|CRM:1",
                "\"identifiers\":[{\"id\":\"1\",\"provider\":\"CRM\"},{\"provider\":\"ERP\",\"id\":\"2\"}],\"email\":\"a@x.y\"|CRM:1",
                "\"identifiers\":[null,{\"provider\":\"ERP\",\"id\":\"2\"},{\"provider\":\"CRM\",\"id\":\"1\"}]|ERP:2",
                "\"identifiers\":[{\"provider\":\"CRM\",\"id\":\"a:b\"}]|CRM:a:b",
                "\"email\":\"a@x.y\"|a@x.y",
                "\"email\":\"a@x.y\",\"identifiers\":[]|a@x.y",
                // Parts of different items are no key.
                "\"email\":\"a@x.y\",\"identifiers\":[{\"provider\":\"CRM\"},{\"id\":\"2\"}]|a@x.y",
            })
    void findsTheKeyByItsPath(String fields, String key) {
        batch.run(keyed(fields));

        assertThat(batch.refused()).isEmpty();
        assertThat(batch.accepted()).singleElement().asString().contains(" keyed UPSERT " + key + " {");
    }

    @Test
    void keepsNoKeyForTheNextRecord() {
        batch.run(keyed("\"identifiers\":[{\"provider\":\"CRM\",\"id\":\"1\"}]") + "\n"
                + keyed("\"street\":\"x\"").replace(REF, "00000000-0000-0000-0000-000000000001"));

        assertThat(batch.refused()).singleElement().satisfies(record -> {
            assertThat(record.message())
                    .isEqualTo(
                            "Missing value in column [identifiers[0].provider]: it is absent or empty, and so is [email]; the key needs one of them");
            assertThat(record.column()).contains("identifiers[0].provider");
            assertThat(record.rule()).contains("required");
        });
    }

    @Test
    void refusesAColonInTheKeyByItsPath() {
        batch.run(keyed("\"identifiers\":[{\"provider\":\"C:M\",\"id\":\"1\"}]"));

        assertThat(batch.refused())
                .singleElement()
                .extracting(RefusedRecord::message)
                .isEqualTo(
                        "Value not allowed in column [identifiers[0].provider] (primaryKey): only the last part of a primary key may have a colon");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"West Drive\"|\"West Drive\"",
                "[\"Apartment 15\",null,\"West Drive\"]|[\"Apartment 15\",\"West Drive\"]"
            })
    void takesOneValueForAnArrayAndKeepsItAsItIsSent(String street, String kept) {
        batch.run(keyed("\"email\":\"a@x.y\",\"street\":" + street));

        assertThat(batch.accepted())
                .singleElement()
                .asString()
                .endsWith("{\"email\":\"a@x.y\",\"street\":%s}".formatted(kept));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"line\":1}|Invalid data type in column [street[]]: an object is not a String",
                "\"Much too long\"|Value not allowed in column [street[]] (maxLength): \"Much too long\" is longer than 12 characters",
                "[\"x\",\"Much too long\"]|Value not allowed in column [street[]] (maxLength): \"Much too long\" is longer than 12 characters",
            })
    void checksOneValueLikeAnItem(String street, String message) {
        batch.run(keyed("\"email\":\"a@x.y\",\"street\":" + street));

        assertThat(batch.refused())
                .singleElement()
                .satisfies(record -> assertThat(record.message()).startsWith(message));
    }

    private static String keyed(String fields) {
        return "{\"ref\":\"%s\",\"schema\":\"keyed\",\"mode\":\"upsert\",\"value\":{%s}}".formatted(REF, fields);
    }

    @Test
    void countsAllErrorsOfARecord() {
        batch.run(record("insert", "{\"referenceId\":\"A\",\"number\":\"x\",\"gift\":\"y\",\"weight\":\"z\"}"));

        assertThat(batch.refused()).singleElement().satisfies(record -> {
            assertThat(record.errorCount()).isEqualTo(3);
            assertThat(record.message())
                    .startsWith("Invalid data type in column [number]: \"x\"")
                    .endsWith("; and 2 more errors");
        });
    }

    @Test
    void hashesSensitiveFields() {
        var hex = "AB".repeat(32);
        batch.run("""
                {"ref":"%s","schema":"guest","mode":"insert","value":{"email":"A@X.EXAMPLE","token":"%s","nicknames":["a","a"]}}
                """.formatted(REF, hex));

        assertThat(batch.accepted())
                .singleElement()
                .asString()
                .contains("guest INSERT " + REF + " ")
                .endsWith("""
                        {"email":"%s","token":"%s","nicknames":["%s","%s"]}""".formatted(SHA_256_OF_EMAIL, "ab".repeat(32), SHA_256_OF_A, SHA_256_OF_A));
    }

    /// The expected text is what `openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b…` prints.
    @Test
    void hashesWithTheKeyOfTheAccount() {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0x0b);
        var hex = "ab".repeat(32);

        batch.run(
                new BatchPlan(Map.of("guest", BatchFixture.GUEST), BatchFixture.SMALL, Optional.of(new HashKey(bytes))),
                gzip("""
                {"ref":"%s","schema":"guest","mode":"insert","value":{"email":"A@X.EXAMPLE","token":"%s","nicknames":["a"]}}
                """.formatted(REF, hex)));

        assertThat(batch.accepted()).singleElement().asString().endsWith("""
                {"email":"%s","token":"%s","nicknames":["%s"]}""".formatted(
                        "ab97654d591a3f80482a8c5de83e57fa525e8cee272a60e83f668dd7c1ff3f5d",
                        hex,
                        "674f423669dc6cd4a8eda1b809bb003093b7490c1ea9cccb78eec858e51750eb"));
    }

    /// 15,650 hashes with their quotes and commas fit, not one more.
    @Test
    void refusesARecordThatItsHashesMakeTooLarge() {
        var most = 15_650;

        batch.run(BatchLimits.DEFAULTS, gzip(nicknames(most)));
        batch.run(BatchLimits.DEFAULTS, gzip(nicknames(most + 1)));
        batch.run(BatchLimits.DEFAULTS, gzip(nicknames(100_000)));

        assertThat(batch.accepted()).hasSize(1);
        assertThat(batch.refused()).hasSize(2).allSatisfy(record -> {
            assertThat(record.error().code()).isEqualTo("entity-too-large");
            assertThat(record.message())
                    .isEqualTo(
                            "The record is too large: with a hash of 64 characters for each sensitive value it would have more than 1,048,576 bytes");
        });
    }

    private static String nicknames(int count) {
        return "{\"ref\":\"%s\",\"schema\":\"guest\",\"mode\":\"upsert\",\"value\":{\"nicknames\":[%s]}}"
                .formatted(REF, String.join(",", Collections.nCopies(count, "\"a\"")));
    }

    @Test
    void neverShowsSensitiveValuesOrUnknownNames() {
        batch.run("""
                {"ref":"%s","schema":"guest","mode":"insert","value":{"email":"secret"}}
                {"ref":"b%s","schema":"guest","mode":"insert","value":{"token":"secret"}}
                {"ref":"c%s","schema":"guest","mode":"insert","value":{"secret":"secret"}}
                {"ref":"d%s","schema":"guest","mode":"insert","value":{"email":secret}}
                {"ref":"e%s","schema":"guest","mode":"insert","value":{"guest_type":"secret"}}
                """.formatted(REF, REF.substring(1), REF.substring(1), REF.substring(1), REF.substring(1)));

        assertThat(batch.refused())
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
        assertThat(batch.refused()).extracting(RefusedRecord::message).noneMatch(message -> message.contains("secret"));
    }
}
