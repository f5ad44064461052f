package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaWarning;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceWarningsTest {
    private static final Intake DAYS = new Intake.Days();
    private static final Intake ENTITIES = new Intake.Entities(new BatchSchema("guest"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone",
                "cust_phone_no",
                "telephone",
                "tel",
                "mobile_no",
                "email",
                "e_mail",
                "contact_email",
                "address",
                "address_2",
                "billing_address",
                "birthdate",
                "date_of_birth",
                "dob",
                "id_number",
                "national_id",
                "id_no",
                "idcard",
                "passport",
                "ssn"
            })
    void namesFieldsThatMayBePersonal(String name) {
        assertThat(warnings(DAYS, FieldDeclaration.of(name, "String")))
                .containsExactly(new SchemaWarning(
                        "sensitive-name",
                        "schema[0].name",
                        "field [%s] sounds like personal data and is stored in clear; if it is, declare \"sensitive\": {\"policy\": \"hash\"}"
                                .formatted(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "valid_no",
                "hotel",
                "price",
                "paid_note",
                "dates",
                "update",
                "order_date",
                "telegram_topic"
            })
    void isSilentAboutOtherNames(String name) {
        assertThat(warnings(DAYS, FieldDeclaration.of(name, "String"))).isEmpty();
    }

    @Test
    void isSilentAboutFieldsWithAPolicyAndAboutBooleans() {
        var hashed = FieldDeclaration.of("email", "String").withSensitive(new SensitivityDeclaration("hash", "email"));

        assertThat(warnings(DAYS, hashed, FieldDeclaration.of("has_phone", "Boolean")))
                .isEmpty();
    }

    @Test
    void findsPartsOfRecords() {
        var fields = new FieldDeclaration[] {
            FieldDeclaration.array("contacts", FieldDeclaration.objects(FieldDeclaration.of("eMail", "String"))),
            FieldDeclaration.array("phoneNumbers", FieldDeclaration.items("String")),
            FieldDeclaration.of("date", "Date")
        };

        assertThat(warnings(ENTITIES, fields))
                .extracting(SchemaWarning::field)
                .containsExactly("schema[0].items.fields[0].name", "schema[1].items.name");
    }

    @Test
    void namesFieldsThatTheDataSetUses() {
        assertThat(warnings(DAYS, FieldDeclaration.of("date", "Date"), FieldDeclaration.of("data_date", "Date")))
                .containsExactly(
                        new SchemaWarning(
                                "partition-name",
                                "schema[0].name",
                                "field [date] has the name of the folders date=YYYY-MM-DD of the data set: tools that take columns from paths show the day of the file in its place"),
                        new SchemaWarning(
                                "partition-name",
                                "schema[1].name",
                                "field [data_date] has the name of the data set's own column for the day of the file, which becomes _data_date"));
    }

    /// Names of records may have capitals.
    @Test
    void namesFieldsThatToolsCannotTellApart() {
        var nested = FieldDeclaration.object(
                "shop", FieldDeclaration.of("no", "Integer"), FieldDeclaration.of("No", "Integer"));

        assertThat(warnings(
                        ENTITIES, FieldDeclaration.of("rank", "String"), nested, FieldDeclaration.of("Rank", "String")))
                .containsExactly(
                        ambiguous("schema[1].fields[1].name", "No", "no"), ambiguous("schema[2].name", "Rank", "rank"));
    }

    private static SchemaWarning ambiguous(String place, String name, String similar) {
        return new SchemaWarning(
                "ambiguous-name",
                place,
                "field [%s] differs from [%s] in case alone: Spark reads neither column unless spark.sql.caseSensitive is true, and other tools rename one"
                        .formatted(name, similar));
    }

    @Test
    void tellsThatPhonesWithoutDigitsHaveOneHash() {
        var phone = FieldDeclaration.of("contact", "String").withSensitive(new SensitivityDeclaration("hash", "phone"));

        assertThat(warnings(DAYS, phone, phone.withFormat("phone")))
                .containsExactly(
                        new SchemaWarning(
                                "hash-without-digits",
                                "schema[0].sensitive.normalize",
                                "field [contact] is hashed as its digits alone, so all values without a digit, such as n/a, have one hash; declare \"format\": \"phone\" to refuse them"));
    }

    @Test
    void endsAtAHundred() {
        var fields = IntStream.range(0, 2_000)
                .mapToObj(i -> FieldDeclaration.of("phone_" + i, "String"))
                .toArray(FieldDeclaration[]::new);

        assertThat(warnings(DAYS, fields)).hasSize(100);
    }

    private static List<SchemaWarning> warnings(Intake intake, FieldDeclaration... fields) {
        var definition = new SourceDefinition("Order", "", SchemaDeclaration.of(fields), true);
        var first = Source.first(new SourceType("order"), intake, definition, Instant.EPOCH, 1);
        return Objects.requireNonNull(first.documentWithWarnings().warnings());
    }
}
