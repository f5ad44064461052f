package io.sluice.data.day;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.data.table.SourceColumns;
import io.sluice.schemas.SchemaServiceRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Asks schema-service for versions of schemas, which never change.
@ApplicationScoped
class SchemaVersionClient implements SchemaVersions {
    private static final int CACHED_COLUMNS = 100_000;

    private final SchemaServiceRequests schemaService;
    private final Cache<String, SourceColumns> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED_COLUMNS)
            .weigher((String path, SourceColumns source) -> source.columns().size() + 1)
            .build();

    SchemaVersionClient(SchemaServiceRequests schemaService) {
        this.schemaService = schemaService;
    }

    @Override
    public Optional<SourceColumns> find(AccountId account, SourceType source, int version) {
        var path = "/v1/%s/sources/%s/schema/versions/%d".formatted(account, source, version);
        var known = cache.getIfPresent(path);
        if (known != null) {
            return Optional.of(known);
        }
        var response = schemaService.get(path, Optional.empty());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw schemaService.unexpected(response, "200 or 404");
        }
        var columns = SourceColumns.of(schemaService.read(response, SchemaDocument.class, "schema"));
        cache.put(path, columns);
        return Optional.of(columns);
    }
}
