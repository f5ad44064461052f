package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.FormError;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeSourceTest {
    private static final Instant BEFORE = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final AccountId ACME = new AccountId("acme");
    private static final SourceType ORDER = new SourceType("order");

    private final InMemorySources sources = new InMemorySources(ACME);
    private final ChangeSource changeSource = new ChangeSource(sources, Clock.fixed(NOON, ZoneOffset.UTC));

    @BeforeEach
    void addOrder() {
        new CreateSource(sources, Clock.fixed(BEFORE, ZoneOffset.UTC))
                .create(ACME, SourceForms.order(), 1)
                .await()
                .indefinitely();
    }

    @Test
    void makesNextVersionOfWhatIsGiven() {
        var change = change(Set.of("source_name"), SourceForms.form(null, "Orders", null), null);

        var first = sources.versions(ORDER).getFirst();
        assertThat(change)
                .isEqualTo(new SourceChange.Changed(new Source(
                        ORDER,
                        new Intake.Days(),
                        false,
                        new SourceDefinition("Orders", "", first.definition().declaration(), true),
                        new FieldIds(Map.of("id", 1), 2),
                        2,
                        NOON,
                        7,
                        BEFORE,
                        1)));
        assertThat(sources.versions(ORDER)).extracting(Source::version).containsExactly(1, 2);
    }

    @Test
    void makesNoVersionWhenNothingChanges() {
        var change = change(Set.of("source_name", "source_type"), SourceForms.form("order", "Order", null), null);

        assertThat(change)
                .isEqualTo(new SourceChange.Changed(sources.versions(ORDER).getFirst()));
        assertThat(sources.versions(ORDER)).hasSize(1);
    }

    @Test
    void changesTheVersionThatIsExpected() {
        var change = change(Set.of("source_name"), SourceForms.form(null, "Orders", null), "\"1\"");

        assertThat(change).isInstanceOf(SourceChange.Changed.class);
    }

    @Test
    void refusesToChangeAnotherVersionThanExpected() {
        change(Set.of("source_name"), SourceForms.form(null, "Orders", null), "\"1\"");

        var change = change(Set.of("source_name"), SourceForms.form(null, "Purchases", null), "\"1\"");

        assertThat(change).isEqualTo(new SourceChange.VersionConflict(2));
        assertThat(sources.versions(ORDER)).hasSize(2);
    }

    @Test
    void refusesToChangeRetiredSource() {
        sources.retire(ORDER);

        assertThat(change(Set.of("source_name"), SourceForms.form(null, "Orders", null), null))
                .isEqualTo(new SourceChange.Retired());
    }

    @Test
    void refusesToChangeTheType() {
        assertThat(change(Set.of("source_type"), SourceForms.form("member", null, null), null))
                .isEqualTo(new SourceChange.Refused(List.of(new FormError("source_type", "cannot be changed"))));
    }

    @Test
    void refusesToChangeTheKind() {
        assertThat(change(Set.of("kind", "batch_schema"), SourceForms.ofKind("order", "entities", "purchase"), null))
                .isEqualTo(new SourceChange.Refused(List.of(
                        new FormError(
                                "kind",
                                "cannot be changed: the source is of kind days since its creation; register another source"),
                        new FormError("batch_schema", "expected none for a source of kind days"))));
    }

    @Test
    void refusesToChangeWhatRecordsCallTheSource() {
        var guest = new SourceType("batch_guest");
        new CreateSource(sources, Clock.fixed(BEFORE, ZoneOffset.UTC))
                .create(ACME, SourceForms.ofKind("batch_guest", "entities", "guest"), 1)
                .await()
                .indefinitely();

        var other = change(guest, Set.of("batch_schema"), SourceForms.ofKind("batch_guest", "entities", "person"));
        var same = change(
                guest,
                Set.of("source_name", "kind", "batch_schema"),
                new SourceForm(null, "Guests", null, null, null, null, null, null, "entities", "guest", null, null));

        assertThat(other)
                .isEqualTo(new SourceChange.Refused(List.of(new FormError(
                        "batch_schema",
                        "cannot be changed: records call the source guest; retire the source and register it again"))));
        assertThat(same).isInstanceOfSatisfying(SourceChange.Changed.class, changed -> {
            assertThat(changed.source().version()).isEqualTo(2);
            assertThat(changed.source().intake()).isEqualTo(new Intake.Entities(new BatchSchema("guest")));
        });
    }

    @Test
    void keepsTheIdOfARenamedField() {
        var change =
                changeFields(SourceForms.field("city", "String"), SourceForms.renamed("id", "order_id", "Integer"));

        assertThat(fieldIds(change)).isEqualTo(new FieldIds(Map.of("city", 2, "order_id", 1), 3));
        assertThat(source(change).document().schema())
                .extracting(FieldDocument::renamedFrom)
                .containsOnlyNulls();
    }

    @Test
    void givesAnotherIdToARenamedFieldOfAnotherType() {
        var change = changeFields(SourceForms.renamed("id", "order_id", "String"));

        assertThat(fieldIds(change)).isEqualTo(new FieldIds(Map.of("order_id", 2), 3));
    }

    @Test
    void takesTheAnswerOfARenameAsTheNextChange() {
        changeFields(SourceForms.renamed("id", "order_id", "Integer"));
        var answer = sources.versions(ORDER).getLast().document();

        var change = change(Set.of("schema"), SourceForms.form(null, null, List.copyOf(answer.schema())), null);

        assertThat(source(change).version()).isEqualTo(2);
    }

    @Test
    void renamesToANameThatTheSameChangeFreesUp() {
        changeFields(SourceForms.ID, SourceForms.field("no", "Integer"));

        var change = changeFields(SourceForms.renamed("no", "id", "Integer"));

        assertThat(fieldIds(change)).isEqualTo(new FieldIds(Map.of("id", 2), 3));
    }

    @Test
    void exchangesNamesAndPassesThemOn() {
        changeFields(SourceForms.ID, SourceForms.field("no", "Integer"));

        var exchanged =
                changeFields(SourceForms.renamed("id", "no", "Integer"), SourceForms.renamed("no", "id", "Integer"));
        var passedOn = changeFields(
                SourceForms.renamed("no", "id", "Integer"), SourceForms.renamed("id", "number", "Integer"));

        assertThat(fieldIds(exchanged)).isEqualTo(new FieldIds(Map.of("no", 1, "id", 2), 3));
        assertThat(fieldIds(passedOn)).isEqualTo(new FieldIds(Map.of("id", 1, "number", 2), 3));
    }

    @Test
    void refusesRenamesWithoutOneField() {
        var change = changeFields(
                SourceForms.ID,
                SourceForms.renamed("id", "a", "Integer"),
                SourceForms.renamed("number", "b", "Integer"),
                SourceForms.renamed("n".repeat(64), "c", "Integer"));

        assertThat(change)
                .isEqualTo(new SourceChange.Refused(List.of(
                        new FormError(
                                "schema[1].renamed_from",
                                "field [a] is renamed from [id], which is still in the schema"),
                        new FormError(
                                "schema[2].renamed_from",
                                "field [b] is renamed from [number], which version 1 does not have"),
                        new FormError(
                                "schema[3].renamed_from",
                                "field [c] is renamed from [%s…], which version 1 does not have"
                                        .formatted("n".repeat(63))))));
        assertThat(sources.versions(ORDER)).hasSize(1);
    }

    @Test
    void refusesToRenameAFieldTwice() {
        assertThat(changeFields(SourceForms.renamed("id", "a", "Integer"), SourceForms.renamed("id", "b", "Integer")))
                .isEqualTo(new SourceChange.Refused(List.of(new FormError(
                        "schema[1].renamed_from",
                        "field [b] is renamed from [id], and so is [a]; one of them has its values"))));
    }

    @Test
    void refusesToRenameFieldsOfRecords() {
        var guest = new SourceType("batch_guest");
        new CreateSource(sources, Clock.fixed(BEFORE, ZoneOffset.UTC))
                .create(ACME, SourceForms.ofKind("batch_guest", "entities", "guest"), 1)
                .await()
                .indefinitely();

        var change = change(
                guest,
                Set.of("schema"),
                SourceForms.form(null, null, List.of(SourceForms.renamed("id", "guest_id", "Integer"))));

        assertThat(change)
                .isEqualTo(new SourceChange.Refused(List.of(new FormError(
                        "schema[0].renamed_from",
                        "field [guest_id] has renamed_from, expected none for a source of kind entities"))));
    }

    @Test
    void refusesSchemaThatTheEngineRefuses() {
        var change = change(
                Set.of("schema"),
                SourceForms.form(null, null, List.of(SourceForms.ID, SourceForms.field("price", "Money"))),
                null);

        assertThat(change).isInstanceOf(SourceChange.Refused.class);
        assertThat(((SourceChange.Refused) change).errors())
                .extracting(FormError::field)
                .containsExactly("schema[1].type");
        assertThat(sources.versions(ORDER)).hasSize(1);
    }

    @Test
    void saysWhatIsUnknown() {
        var form = new Form<>(SourceForms.form(null, "Orders", null), Set.of("source_name"));
        var any = ExpectedVersion.of(null);

        assertThat(changeSource
                        .change(ACME, new SourceType("member"), form, any, 7)
                        .await()
                        .indefinitely())
                .isEqualTo(new SourceChange.UnknownSource());
        assertThat(changeSource
                        .change(new AccountId("other"), ORDER, form, any, 7)
                        .await()
                        .indefinitely())
                .isEqualTo(new SourceChange.UnknownAccount());
    }

    private SourceChange changeFields(FieldDocument... fields) {
        return change(Set.of("schema"), SourceForms.form(null, null, List.of(fields)), null);
    }

    private static Source source(SourceChange change) {
        return ((SourceChange.Changed) change).source();
    }

    private static FieldIds fieldIds(SourceChange change) {
        return source(change).fieldIds();
    }

    private SourceChange change(SourceType type, Set<String> given, SourceForm form) {
        return changeSource
                .change(ACME, type, new Form<>(form, given), ExpectedVersion.of(null), 7)
                .await()
                .indefinitely();
    }

    private SourceChange change(Set<String> given, SourceForm form, @Nullable String ifMatch) {
        return changeSource
                .change(ACME, ORDER, new Form<>(form, given), ExpectedVersion.of(ifMatch), 7)
                .await()
                .indefinitely();
    }
}
