package io.sluice.validator.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.validator.source.SchemaFetch;
import io.sluice.validator.source.SchemaServiceUnavailableException;
import io.sluice.validator.source.SourceDocument;
import io.sluice.validator.source.SourceRegistry.State;
import io.sluice.validator.source.SourceSchemas;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A schema-service that knows one source, `order`, with the fields `id` (Integer) and `name` (String).
public final class FakeSchemas implements SchemaFetch {
    private volatile Answer answer = present(3, "Integer", null);
    private volatile boolean away;
    private volatile State registered = State.UNKNOWN;

    public void setAway(boolean isAway) {
        away = isAway;
    }

    public void setAnswer(Answer other) {
        answer = other;
    }

    public void setRegistered(State state) {
        registered = state;
    }

    public SourceSchemas asSourceSchemas() {
        return new SourceSchemas(this, (account, source) -> registered, 1_000);
    }

    public static Answer present(int version, String idType, @Nullable AcceptanceDeclaration acceptance) {
        return new Answer.Present(
                new SourceDocument(
                        "order",
                        "Order",
                        version,
                        List.of(FieldDeclaration.of("id", idType), FieldDeclaration.of("name", "String")),
                        null,
                        null,
                        acceptance,
                        null),
                Optional.of("\"" + version + "\""));
    }

    @Override
    public Answer fetch(AccountId account, SourceType source, Optional<String> knownEtag) {
        if (away) {
            throw new SchemaServiceUnavailableException("schema-service is away", null);
        }
        return answer instanceof Answer.Present(var document, var etag) && etag.isPresent() && etag.equals(knownEtag)
                ? new Answer.Unchanged()
                : answer;
    }
}
