package io.sluice.validator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.validator.source.SourceRegistry.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceSchemasTest {
    private static final AccountId ACCOUNT = new AccountId("acme");
    private static final SourceType ORDER = new SourceType("order");
    private static final SourceType MEMBER = new SourceType("member");

    private final List<Optional<String>> askedWith = new ArrayList<>();
    private SchemaFetch.Answer answer = present(null);
    private State registered = State.UNKNOWN;
    private final SourceSchemas schemas = new SourceSchemas(
            (account, source, etag) -> {
                askedWith.add(etag);
                return etag.isPresent() && answer instanceof SchemaFetch.Answer.Present
                        ? new SchemaFetch.Answer.Unchanged()
                        : answer;
            },
            (account, source) -> registered,
            3);

    @Test
    void asksEachTimeAndCompilesOnce() {
        var first = (SourceLookup.Found) schemas.lookUp(ACCOUNT, ORDER);
        var second = (SourceLookup.Found) schemas.lookUp(ACCOUNT, ORDER);

        assertThat(second.source()).isSameAs(first.source());
        assertThat(askedWith).containsExactly(Optional.empty(), Optional.of("\"7\""));
    }

    @Test
    void forgetsTheLeastUsedWhenThereAreTooManyFields() {
        schemas.lookUp(ACCOUNT, ORDER);
        schemas.lookUp(ACCOUNT, MEMBER);

        schemas.lookUp(ACCOUNT, ORDER);
        schemas.lookUp(ACCOUNT, ORDER);

        assertThat(askedWith)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("\"7\""));
    }

    @Test
    void takesARetiredSourceForAbsent() {
        answer = present(true);

        assertThat(schemas.lookUp(ACCOUNT, ORDER)).isEqualTo(new SourceLookup.Absent());
    }

    @Test
    void believesTheAnswerBeforeTheAccountFacts() {
        registered = State.RETIRED;

        assertThat(schemas.lookUp(ACCOUNT, ORDER)).isInstanceOf(SourceLookup.Found.class);
    }

    @Test
    void waitsWhenOnlyTheAnswerSaysThatThereIsNoSuchSource() {
        registered = State.ACTIVE;
        answer = new SchemaFetch.Answer.Absent();

        assertThatThrownBy(() -> schemas.lookUp(ACCOUNT, ORDER))
                .isInstanceOf(SchemaServiceUnavailableException.class)
                .hasMessage(
                        "schema-service knows no source acme/order, but the account facts do; check sluice.schema-service.url");
    }

    private static SchemaFetch.Answer present(@Nullable Boolean retired) {
        return new SchemaFetch.Answer.Present(
                new SourceDocument(
                        "order",
                        "Order",
                        7,
                        List.of(FieldDeclaration.of("id", "Integer"), FieldDeclaration.of("name", "String")),
                        null,
                        null,
                        null,
                        retired),
                Optional.of("\"7\""));
    }
}
