package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.form.FormError;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateSourceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final AccountId ACME = new AccountId("acme");
    private static final SourceType ORDER = new SourceType("order");

    private final InMemorySources sources = new InMemorySources(ACME);
    private final CreateSource createSource = new CreateSource(sources, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void beginsAtVersionOne() {
        var source = created(SourceForms.order());

        assertThat(source.sourceType()).isEqualTo(ORDER);
        assertThat(source.version()).isEqualTo(1);
        assertThat(source.retired()).isFalse();
        assertThat(source.definition().sourceName()).isEqualTo("Order");
        assertThat(source.createdAt()).isEqualTo(NOON);
        assertThat(source.createdBy()).isEqualTo(7);
        assertThat(sources.versions(ORDER)).containsExactly(source);
    }

    @Test
    void refusesTypeThatTakesFiles() {
        created(SourceForms.order());

        assertThat(create(ACME, SourceForms.order())).isEqualTo(new SourceCreation.Taken(ORDER));
        assertThat(sources.versions(ORDER)).hasSize(1);
    }

    @Test
    void restoresRetiredSourceAtItsNextVersion() {
        created(SourceForms.order());
        sources.retire(ORDER);

        var restored = created(SourceForms.form("order", "Orders", List.of(SourceForms.ID)));

        assertThat(restored.retired()).isFalse();
        assertThat(restored.version()).isEqualTo(2);
        assertThat(restored.definition().sourceName()).isEqualTo("Orders");
        assertThat(sources.versions(ORDER)).extracting(Source::version).containsExactly(1, 2);
    }

    @Test
    void refusesNewSourceThatRenamesFields() {
        var form = SourceForms.form("order", "Order", List.of(SourceForms.renamed("no", "id", "Integer")));

        assertThat(create(ACME, form))
                .isEqualTo(new SourceCreation.Refused(List.of(new FormError(
                        "schema[0].renamed_from",
                        "field [id] has renamed_from, expected none when a source is registered"))));
    }

    @Test
    void refusesUnknownAccount() {
        assertThat(create(new AccountId("other"), SourceForms.order())).isEqualTo(new SourceCreation.UnknownAccount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order", "1order", "or-der", ""})
    void refusesWhatIsNoSourceType(String type) {
        assertThat(create(ACME, SourceForms.form(type, "Order", List.of(SourceForms.ID))))
                .isEqualTo(new SourceCreation.Refused(List.of(new FormError(
                        "source_type",
                        "\"%s\" is no source type, expected a lower-case letter, then at most 62 lower-case letters, digits and _"
                                .formatted(type)))));
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThat(create(ACME, SourceForms.form(null, null, null)))
                .isEqualTo(
                        new SourceCreation.Refused(
                                List.of(
                                        new FormError("source_type", "is missing, expected an id like order"),
                                        new FormError(
                                                "source_name",
                                                "is missing, expected what the source is called, e.g. Order"),
                                        new FormError(
                                                "schema",
                                                "has no fields, expected a list of at least one like {\"name\": \"id\", \"type\": \"Integer\"}"))));
    }

    @Test
    void takesFilesUnlessItSaysOtherwise() {
        assertThat(created(SourceForms.order()).intake()).isEqualTo(new Intake.Days());
        assertThat(created(SourceForms.ofKind("member", "days", null)).intake()).isEqualTo(new Intake.Days());
    }

    @Test
    void namesRecordsLikeTheSourceUnlessItSaysOtherwise() {
        assertThat(created(SourceForms.ofKind("guest", "entities", null)).intake())
                .isEqualTo(new Intake.Entities(new BatchSchema("guest")));
        assertThat(created(SourceForms.ofKind("batch_order", "entities", "orderV2"))
                        .intake())
                .isEqualTo(new Intake.Entities(new BatchSchema("orderV2")));
    }

    @Test
    void refusesWhatIsNoKindOrNoBatchSchema() {
        assertThat(create(ACME, SourceForms.ofKind("guest", "weeks", null)))
                .isEqualTo(
                        new SourceCreation.Refused(
                                List.of(
                                        new FormError(
                                                "kind",
                                                "is \"weeks\", expected \"entities\" (records of batches), or \"days\" (files, the default)"))));
        assertThat(create(ACME, SourceForms.ofKind("guest", null, "guest")))
                .isEqualTo(new SourceCreation.Refused(List.of(
                        new FormError("batch_schema", "is \"guest\", expected none for a source of kind days"))));
        assertThat(create(ACME, SourceForms.ofKind("guest", "entities", "my guest")))
                .isEqualTo(
                        new SourceCreation.Refused(
                                List.of(
                                        new FormError(
                                                "batch_schema",
                                                "\"my guest\" is no name of a schema, expected a letter, then at most 62 letters, digits, _ and -"))));
    }

    @Test
    void keepsTheKindOfARetiredSource() {
        created(SourceForms.order());
        sources.retire(ORDER);

        assertThat(create(ACME, SourceForms.ofKind("order", "entities", null)))
                .isEqualTo(
                        new SourceCreation.Refused(
                                List.of(
                                        new FormError(
                                                "kind",
                                                "is \"entities\", but the retired source order is of kind days, which cannot be changed; choose another source_type"))));
    }

    @Test
    void letsARetiredSourceReturnUnderAnotherBatchSchema() {
        created(SourceForms.ofKind("guest", "entities", null));
        sources.retire(new SourceType("guest"));

        var restored = created(SourceForms.ofKind("guest", "entities", "person"));

        assertThat(restored.version()).isEqualTo(2);
        assertThat(restored.intake()).isEqualTo(new Intake.Entities(new BatchSchema("person")));
    }

    private SourceCreation create(AccountId account, SourceForm form) {
        return createSource.create(account, form, 7).await().indefinitely();
    }

    private Source created(SourceForm form) {
        return ((SourceCreation.Created) create(ACME, form)).source();
    }
}
