package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
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

    private SourceCreation create(AccountId account, SourceForm form) {
        return createSource.create(account, form, 7).await().indefinitely();
    }

    private Source created(SourceForm form) {
        return ((SourceCreation.Created) create(ACME, form)).source();
    }
}
