package io.sluice.data.source;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.schemas.AccountHashKeys;
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
    private final AccountHashKeys hashKeys;
    private final Outages outages = new Outages(LOG);

    SourceListClient(SchemaServiceRequests schemaService, AccountHashKeys hashKeys) {
        this.schemaService = schemaService;
        this.hashKeys = hashKeys;
    }

    /// One page, as schema-service answers it.
    private record Page(List<SchemaDocument> sources, Optional<String> next) {}

    @Override
    public Optional<AccountSources> of(AccountId account) {
        var usable = new ArrayList<RecordSource>();
        var unusable = new ArrayList<UnusableSource>();
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
            page.sources().stream()
                    .filter(SourceListClient::takesRecords)
                    .forEach(document -> compile(account, document, usable, unusable));
            cursor = page.next();
        } while (cursor.isPresent());
        var hashKey = usable.stream().anyMatch(source -> source.schema().hasHashedFields())
                ? hashKeys.of(account)
                : Optional.<HashKey>empty();
        return Optional.of(new AccountSources(usable, unusable, hashKey));
    }

    private static String path(AccountId account, Optional<String> cursor) {
        return "/v1/%s/sources%s"
                .formatted(
                        account,
                        cursor.map(text -> "?cursor=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                                .orElse(""));
    }

    private static boolean takesRecords(SchemaDocument document) {
        return document.kind() == SourceKind.ENTITIES && document.retired() == null;
    }

    private void compile(
            AccountId account, SchemaDocument document, List<RecordSource> usable, List<UnusableSource> unusable) {
        var batchSchema = Objects.requireNonNull(document.batchSchema());
        var place = account + "/" + document.sourceType();
        switch (RecordSchema.check(document.toDeclaration())) {
            case RecordSchemaCheck.Valid(var schema) -> {
                outages.over(place, "a source takes records again", account(account), source(document.sourceType()));
                usable.add(new RecordSource(
                        document.sourceType(), document.sourceName(), document.version(), batchSchema, schema));
            }
            case RecordSchemaCheck.Refused(var problems) -> {
                var problem = problems.getFirst().message();
                outages.report(
                        place,
                        "batches with records of a source wait, because this version cannot use its schema; upgrade data-service or change the schema",
                        account(account),
                        source(document.sourceType()),
                        field("problem", problem));
                unusable.add(new UnusableSource(document.sourceType(), batchSchema, problem));
            }
        }
    }
}
