package io.sluice.data.source;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.events.log.Log;
import io.sluice.schemas.SchemaServiceRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Lists the sources of an account over HTTP, page by page.
@ApplicationScoped
class SourceListClient implements RecordSources {
    private static final Log LOG = Log.of(SourceListClient.class);

    private final SchemaServiceRequests schemaService;

    SourceListClient(SchemaServiceRequests schemaService) {
        this.schemaService = schemaService;
    }

    /// One page, as schema-service answers it.
    private record Page(List<SchemaDocument> sources, Optional<String> next) {}

    @Override
    public Optional<List<RecordSource>> of(AccountId account) {
        var found = new ArrayList<RecordSource>();
        var cursor = Optional.<String>empty();
        do {
            var response = schemaService.get(path(account, cursor), Optional.empty());
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw schemaService.unexpected(response, "200 or 404");
            }
            var page = schemaService.read(response, Page.class, "list of sources");
            page.sources().forEach(document -> compile(account, document).ifPresent(found::add));
            cursor = page.next();
        } while (cursor.isPresent());
        return Optional.of(List.copyOf(found));
    }

    private static String path(AccountId account, Optional<String> cursor) {
        return "/v1/%s/sources%s"
                .formatted(
                        account,
                        cursor.map(text -> "?cursor=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                                .orElse(""));
    }

    private static Optional<RecordSource> compile(AccountId account, SchemaDocument document) {
        if (document.kind() != SourceKind.ENTITIES || document.retired() != null) {
            return Optional.empty();
        }
        return switch (RecordSchema.check(document.toDeclaration())) {
            case RecordSchemaCheck.Valid(var schema) ->
                Optional.of(new RecordSource(
                        document.sourceType(),
                        document.sourceName(),
                        document.version(),
                        Objects.requireNonNull(document.batchSchema()),
                        schema));
            case RecordSchemaCheck.Refused(var problems) -> {
                LOG.error(
                        "a source takes no records because its schema cannot be used; change the schema",
                        account(account),
                        source(document.sourceType()),
                        field("problem", problems.getFirst().message()));
                yield Optional.empty();
            }
        };
    }
}
