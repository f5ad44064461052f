package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.schema.form.FormError;
import io.sluice.schema.form.FormErrors;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionCheckTest {
    private final FormErrors errors = new FormErrors();

    @Test
    void stripsNameAndFillsInDescription() {
        var definition = DefinitionCheck.check(
                SourceForms.form("order", "  Order ", List.of(SourceForms.ID)), SourceKind.DAYS, errors);

        assertThat(errors.all()).isEmpty();
        assertThat(definition.sourceName()).isEqualTo("Order");
        assertThat(definition.description()).isEmpty();
    }

    @Test
    void refusesNameOfSeveralLines() {
        DefinitionCheck.check(
                SourceForms.form("order", "two\nlines", List.of(SourceForms.ID)), SourceKind.DAYS, errors);

        assertThat(errors.all())
                .containsExactly(
                        new FormError("source_name", "expected at most 200 characters on one line but it has 9"));
    }

    @Test
    void refusesDescriptionThatIsTooLongOrHasNul() {
        DefinitionCheck.check(
                new SourceForm(
                        "order",
                        "Order",
                        "\0".repeat(2_001),
                        List.of(SourceForms.ID),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                SourceKind.DAYS,
                errors);

        assertThat(errors.all())
                .containsExactly(
                        new FormError("description", "has 2001 characters, expected at most 2000"),
                        new FormError("description", "has a NUL character, expected none"));
    }

    @Test
    void namesTheFieldThatIsNull() {
        DefinitionCheck.check(
                SourceForms.form("order", "Order", Collections.singletonList(null)), SourceKind.DAYS, errors);

        assertThat(errors.all())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.field()).startsWith("schema[0]"));
    }

    @Test
    void refusesPrimaryKeyThatIsNoField() {
        DefinitionCheck.check(
                new SourceForm(
                        "order",
                        "Order",
                        null,
                        List.of(SourceForms.ID),
                        List.of("order_id"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                SourceKind.DAYS,
                errors);

        assertThat(errors.all()).extracting(FormError::field).containsExactly("primary_key[0]");
    }

    @Test
    void allowsNestedFieldsInRecordsOnly() {
        var ext = SourceForms.field("ext", "Object");

        DefinitionCheck.check(SourceForms.form("guest", "Guest", List.of(ext)), SourceKind.ENTITIES, errors);

        assertThat(errors.all()).isEmpty();
        DefinitionCheck.check(SourceForms.form("guest", "Guest", List.of(ext)), SourceKind.DAYS, errors);
        assertThat(errors.all())
                .containsExactly(new FormError(
                        "schema[0].type", "field [ext] has the type Object, which only sources of kind entities have"));
    }

    @Test
    void refusesControlCharactersInDescriptionsAtAnyDepth() {
        var described = new FieldDocument(
                "no", "Integer", "a\u0007", null, null, null, null, null, null, null, null, null, null, null);
        var item = new FieldDocument(
                null, "Object", null, null, null, null, null, null, null, null, List.of(described), null, null, null);
        var list = new FieldDocument(
                "lines", "Array", null, null, null, null, null, null, null, null, null, item, null, null);

        DefinitionCheck.check(SourceForms.form("guest", "Guest", List.of(list)), SourceKind.ENTITIES, errors);

        assertThat(errors.all())
                .containsExactly(new FormError(
                        "schema[0].items.fields[0].description",
                        "has a control character, expected none but tabs and line breaks"));
    }
}
