package io.sluice.validator.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.validator.source.SchemaFetch;
import io.sluice.validator.source.SourceRegistry.Registration;
import io.sluice.validator.source.SourceSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A schema-service with one source, `order`, with the fields `id` (Integer) and `name` (String).
public final class FakeSchemas implements SchemaFetch {
    private volatile SchemaResponse response = current(3, "Integer", null);
    private volatile boolean unavailable;
    private volatile Registration registered = Registration.UNKNOWN;

    public void setUnavailable(boolean isUnavailable) {
        unavailable = isUnavailable;
    }

    public void setResponse(SchemaResponse other) {
        response = other;
    }

    public void setRegistered(Registration state) {
        registered = state;
    }

    public SourceSchemas asSourceSchemas() {
        return new SourceSchemas(this, (account, source) -> registered, 1_000);
    }

    public static SchemaResponse current(int version, String idType, @Nullable AcceptanceDeclaration acceptance) {
        return new SchemaResponse.Current(
                document(version, idType, acceptance, null), Optional.of("\"" + version + "\""));
    }

    /// As the response in the beginning, but names are unique.
    public static SchemaResponse withUniqueNames() {
        return withUniqueNames(null);
    }

    /// The same with that acceptance.
    public static SchemaResponse withUniqueNames(@Nullable AcceptanceDeclaration acceptance) {
        var name = FieldDocument.of(FieldDeclaration.of("name", "String").withConstraints(Map.of("unique", true)));
        return new SchemaResponse.Current(
                document(4, List.of(field("id", "Integer"), name), acceptance, null), Optional.of("\"4\""));
    }

    /// As the response in the beginning, but names are stored as their hash.
    public static SchemaResponse withHashedNames() {
        var name = FieldDocument.of(
                FieldDeclaration.of("name", "String").withSensitive(new SensitivityDeclaration("hash", null)));
        return new SchemaResponse.Current(
                document(5, List.of(field("id", "Integer"), name), null, null), Optional.of("\"5\""));
    }

    /// A source of the kind `entities`.
    public static SchemaResponse ofRecords() {
        return new SchemaResponse.Current(
                new SchemaDocument(
                        new SourceType("order"),
                        "Order",
                        "",
                        List.of(field("id", "Integer")),
                        null,
                        null,
                        null,
                        null,
                        null,
                        SourceKind.ENTITIES,
                        new BatchSchema("order"),
                        null,
                        null,
                        3,
                        1,
                        0,
                        1,
                        0,
                        null,
                        null),
                Optional.of("\"3\""));
    }

    public static SchemaDocument document(
            int version, String idType, @Nullable AcceptanceDeclaration acceptance, @Nullable Boolean retired) {
        return document(version, List.of(field("id", idType), field("name", "String")), acceptance, retired);
    }

    private static SchemaDocument document(
            int version,
            List<FieldDocument> fields,
            @Nullable AcceptanceDeclaration acceptance,
            @Nullable Boolean retired) {
        return new SchemaDocument(
                new SourceType("order"),
                "Order",
                "",
                fields,
                null,
                null,
                null,
                acceptance,
                null,
                SourceKind.DAYS,
                null,
                fields.stream().collect(Collectors.toMap(FieldDocument::name, field -> 1 + fields.indexOf(field))),
                null,
                version,
                1,
                0,
                1,
                0,
                retired,
                null);
    }

    private static FieldDocument field(String name, String type) {
        return FieldDocument.of(FieldDeclaration.of(name, type));
    }

    @Override
    public SchemaResponse fetch(AccountId account, SourceType source, Optional<String> knownEtag) {
        if (unavailable) {
            throw new SchemaServiceUnavailableException("schema-service is unavailable", null);
        }
        return response instanceof SchemaResponse.Current(var document, var etag)
                        && etag.isPresent()
                        && etag.equals(knownEtag)
                ? new SchemaResponse.Unchanged()
                : response;
    }
}
