package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.batch.BatchPlan;
import io.sluice.engine.batch.BatchRun;
import io.sluice.engine.batch.CheckedRecord;
import io.sluice.engine.batch.RecordSink;
import io.sluice.engine.batch.RefusedRecord;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records as clients of the published API send them, checked by the schemas of the template.
class SourceTemplateTest {
    private static final String EMAIL_HASH = "08168cd80dfd534ab0f10af10f1303fe00af2d43ab5c1432360d137f8197e17a";
    private static final String GUEST = """
            {"guestType":"customer","firstSeen":"2025-03-07T16:15:11.000Z","lastSeen":"2025-08-23T16:17:16.0000000Z",
            "title":"Mr","firstName":"John","lastName":"Doe","gender":"male","dateOfBirth":"1985-12-24T00:00Z",
            "email":"a@example.com","phoneNumbers":["+353161123345","+353861123311"],"language":"EN","nationality":"Irish",
            "passportNumber":"PR34212","passportExpiry":"2028-05-01T00:00Z","street":["Apartment 15","West Drive Avenue"],
            "city":"Dublin","country":"IE","postCode":"D2","state":"Dublin",
            "subscriptions":[{"name":"TERMS","channel":"EMAIL","status":"SUBSCRIBED"}],
            "identifiers":[{"provider":"CRM_SYSTEM","id":"B7524AE6","expiryDate":"2025-08-23T16:17:16+01:00"}],
            "extensions":[{"name":"ext","key":"default","loyalty tier":"gold","empty":"","points":9,"vip":true}],
            "ext":{"loyalty tier":"gold","empty":"","points":9,"vip":true}}""";
    private static final String ORDER = """
            {"referenceId":"B94TXY-1","channel":"WEB","pointOfSale":"myretailsite.example","status":"PURCHASED",
            "orderedAt":"2025-03-07T16:15Z","currencyCode":"EUR","price":100.50,"paymentType":"Card","cardType":"Visa",
            "extensions":[{"name":"ext","key":"default","promotion":"free"}],"ext":{"promotion":"free"},
            "contact":{"firstName":"John","ext":{"desk":"7"},"email":"a@example.com","street":"West Drive","identifiers":[{"provider":"CRM","id":"1"}]},
            "orderItems":[{"type":"FLIGHT","productId":"DUB-LAS","name":"flight","description":"segments","vendor":"Acme",
            "orderedAt":"2025-03-07T16:15:11.000Z","quantity":1,"price":-45,"currencyCode":"EUR","ext":{"seat":"12A"},"originalPrice":100.00,
            "originalCurrencyCode":"EUR","referenceId":"B94TXY-1","status":"PURCHASED","consumerTypeCode":"ADT",
            "flightSegments":[{"id":"1234","origin":"DUB","departureDateTime":"2025-08-15T16:00Z"}]}]}""";

    private final List<String> accepted = new ArrayList<>();
    private final List<RefusedRecord> refused = new ArrayList<>();

    @Test
    void takesAWholeGuest() {
        run("guest", "upsert", GUEST);

        assertThat(refused).isEmpty();
        assertThat(accepted)
                .singleElement()
                .asString()
                .startsWith("CRM_SYSTEM:B7524AE6 {\"guestType\":\"customer\"")
                .contains("\"email\":\"%s\"".formatted(EMAIL_HASH))
                .contains("\"ext\":{\"loyalty tier\":\"gold\",\"empty\":\"\",\"points\":9,\"vip\":true}")
                .contains(
                        "\"extensions\":[{\"name\":\"ext\",\"key\":\"default\",\"loyalty tier\":\"gold\",\"empty\":\"\"")
                .doesNotContain("a@example.com", "+353", "1985", "PR34212", "West Drive");
    }

    @Test
    void takesAWholeOrder() {
        run("order", "insert", ORDER);

        assertThat(refused).isEmpty();
        assertThat(accepted)
                .singleElement()
                .asString()
                .startsWith("B94TXY-1 {")
                .doesNotContain("a@example.com", "West Drive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            guest    | upsert | {"email":"A@Example.com" }                                   | guest e-mail
            guest    | upsert | {"email":"a@example.com","street":"West Drive Avenue"}       | guest e-mail
            guest    | upsert | {"email":"a@example.com","firstSeen":"1985-12-24 00:00:00"}  | guest e-mail
            guest    | delete | {"identifiers":[{"provider":"CRM","id":"1"}]}                | CRM:1
            order    | delete | {"referenceId":"B94TXY-1","orderedAt":"2025-03-07T16:15:11Z"}| B94TXY-1
            order    | upsert | {"referenceId":"B94TXY-1","status":"CANCELLED"}              | B94TXY-1
            product  | insert | {"referenceId":"R1","productId":"P1","price":"9.90","available":true,"categories":"shoes"} | R1
            product  | insert | {"productId":"P1","categories":["shoes","men"]}              | P1
            product  | insert | {"productId":"P1","ext":{"shelf":7}}             | P1
            tracking | insert | {"type":"VIEW","ext":{"depth":{"er":[1]}},"occurredAt":"2025-03-07T16:15Z","attributes":{"any key":1}} | ace73c06-b361-11ed-afa1-0242ac120002
            """)
    void knowsRecordsByTheirKey(String schema, String mode, String value, String key) {
        run(schema, mode, value);

        assertThat(refused).isEmpty();
        assertThat(accepted).singleElement().asString().startsWith(key.equals("guest e-mail") ? EMAIL_HASH : key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            guest    | {"guestType":"customer"}                      | identifiers[0].provider   | constraint-error | required
            guest    | {"identifiers":[{"provider":"CRM"}]}          | identifiers[].id          | constraint-error | required
            guest    | {"email":"nobody"}                            | email                     | type-error       |
            guest    | {"email":"a@x.yz","guestType":"Customer"}     | guestType                 | constraint-error | enum
            guest    | {"email":"a@x.yz","gender":"m"}               | gender                    | constraint-error | enum
            guest    | {"email":"a@x.yz","dateOfBirth":"24.12.1985"} | dateOfBirth               | type-error       |
            guest    | {"email":"a@x.yz","phoneNumbers":"123"}       | phoneNumbers              | type-error       |
            guest    | {"email":"a@x.yz","country":"Ireland"}        | country                   | constraint-error | pattern
            guest    | {"email":"a@x.yz","extensions":{"key":"x"}}   | extensions                | type-error       |
            guest    | {"email":"a@x.yz","ext":[{"key":"x"}]}        | ext                       | type-error       |
            order    | {"channel":"WEB"}                             | referenceId               | constraint-error | required
            order    | {"referenceId":"1","channel":"FAX"}           | channel                   | constraint-error | enum
            order    | {"referenceId":"1","currencyCode":"Euro"}     | currencyCode              | type-error       |
            order    | {"referenceId":"1","price":"1,50"}            | price                     | type-error       |
            order    | {"referenceId":"1","orderItems":[{"type":"A","productId":"P","name":"n","currencyCode":"EUR"}]} | orderItems[].price | constraint-error | required
            order    | {"referenceId":"1","contact":{"street":[{}]}} | contact.street[]          | type-error       |
            product  | {"name":"Shoe"}                               | referenceId               | constraint-error | required
            product  | {"productId":"1","colour":"red"}              |                           | unknown-field    |
            tracking | {"channel":"WEB","occurredAt":"now"}          | occurredAt                | type-error       |
            """)
    void refusesWrongRecords(String schema, String value, String column, String error, String rule) {
        run(schema, "upsert", value);

        assertThat(accepted).isEmpty();
        assertThat(refused).singleElement().satisfies(record -> {
            assertThat(record.error().code()).isEqualTo(error);
            assertThat(record.error().number()).isEqualTo(400);
            assertThat(record.rule().orElse(null)).isEqualTo(rule);
            if (column != null) {
                assertThat(record.column()).contains(column);
            }
            assertThat(record.message()).doesNotContain("24.12.1985", "nobody");
        });
    }

    private void run(String schema, String mode, String value) {
        var line = "{\"ref\":\"ace73c06-b361-11ed-afa1-0242ac120002\",\"schema\":\"%s\",\"mode\":\"%s\",\"value\":%s}"
                .formatted(schema, mode, value.replace("\n", ""));
        var packed = packed(line);
        try (var run = new BatchRun(plan(), packed.length, KeyMemory.DEFAULTS, sink())) {
            run.accept(packed, 0, packed.length);
            run.finish();
        }
    }

    private static BatchPlan plan() {
        var schemas = new HashMap<String, RecordSchema>();
        for (var source :
                SourceTemplate.sources("sitecore-2.1", Instant.EPOCH, 0).orElseThrow()) {
            schemas.put(
                    source.intake().batchSchema().orElseThrow().value(),
                    switch (RecordSchema.check(source.definition().declaration())) {
                        case RecordSchemaCheck.Valid(var valid) -> valid;
                        case RecordSchemaCheck.Refused(var problems) -> throw new AssertionError(problems.toString());
                    });
        }
        return new BatchPlan(schemas, BatchLimits.DEFAULTS, Optional.empty());
    }

    private RecordSink sink() {
        return new RecordSink() {
            @Override
            public void accept(CheckedRecord record) {
                accepted.add(text(record.key(), record.keyLength()) + " " + text(record.value(), record.valueLength()));
            }

            @Override
            public void refuse(RefusedRecord record) {
                refused.add(record);
            }

            @Override
            public void takeBack(long line, long firstLine) {
                throw new AssertionError("line %d is the only one".formatted(line));
            }
        };
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static byte[] packed(String line) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }
}
