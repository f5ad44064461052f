package io.sluice.validator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.validator.job.FakeSchemas;
import io.sluice.validator.source.SourceRegistry.Registration;
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
    private SchemaFetch.SchemaResponse response = current(null);
    private Registration registered = Registration.UNKNOWN;
    private final SourceSchemas schemas = new SourceSchemas(
            (account, source, etag) -> {
                askedWith.add(etag);
                return etag.isPresent() && response instanceof SchemaFetch.SchemaResponse.Current
                        ? new SchemaFetch.SchemaResponse.Unchanged()
                        : response;
            },
            (account, source) -> registered,
            3);

    @Test
    void asksEachTimeButCompilesOnce() {
        var first = (SchemaLookup.Found) schemas.lookUp(ACCOUNT, ORDER);
        var second = (SchemaLookup.Found) schemas.lookUp(ACCOUNT, ORDER);

        assertThat(second.source()).isSameAs(first.source());
        assertThat(askedWith).containsExactly(Optional.empty(), Optional.of("\"7\""));
    }

    @Test
    void evictsTheLeastRecentlyUsedSchema() {
        schemas.lookUp(ACCOUNT, ORDER);
        schemas.lookUp(ACCOUNT, MEMBER);

        schemas.lookUp(ACCOUNT, ORDER);
        schemas.lookUp(ACCOUNT, ORDER);

        assertThat(askedWith)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("\"7\""));
    }

    @Test
    void treatsARetiredSourceAsAbsent() {
        response = current(true);

        assertThat(schemas.lookUp(ACCOUNT, ORDER)).isEqualTo(new SchemaLookup.Absent());
    }

    @Test
    void knowsASourceThatTakesRecords() {
        response = FakeSchemas.ofRecords();

        assertThat(schemas.lookUp(ACCOUNT, ORDER)).isEqualTo(new SchemaLookup.TakesRecords("Order", 3));
    }

    @Test
    void prefersTheResponseToTheAccountFacts() {
        registered = Registration.WITHOUT_FILES;

        assertThat(schemas.lookUp(ACCOUNT, ORDER)).isInstanceOf(SchemaLookup.Found.class);
    }

    @Test
    void failsWhenTheAccountFactsContradictNotFound() {
        registered = Registration.ACTIVE;
        response = new SchemaFetch.SchemaResponse.NotFound();

        assertThatThrownBy(() -> schemas.lookUp(ACCOUNT, ORDER))
                .isInstanceOf(SchemaServiceUnavailableException.class)
                .hasMessage(
                        "schema-service knows no source acme/order, but the account facts do; check sluice.schema-service.url");
    }

    private static SchemaFetch.SchemaResponse current(@Nullable Boolean retired) {
        return new SchemaFetch.SchemaResponse.Current(
                FakeSchemas.document(7, "Integer", null, retired), Optional.of("\"7\""));
    }
}
