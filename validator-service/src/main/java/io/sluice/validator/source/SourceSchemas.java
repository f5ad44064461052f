package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.validator.source.SchemaFetch.SchemaResponse;
import io.sluice.validator.source.SourceRegistry.Registration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;

/// Looks up the current schema of a source. Each lookup asks schema-service; a schema that it reports as
/// unchanged is not compiled again.
///
/// Thread-safe. Caches the most recently used schemas, up to a total weight.
public final class SourceSchemas {
    private final SchemaFetch fetch;
    private final SourceRegistry registry;
    private final int maxCachedWeight;
    private final LinkedHashMap<Key, Cached> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedWeight;

    public SourceSchemas(SchemaFetch fetch, SourceRegistry registry, int maxCachedWeight) {
        this.fetch = fetch;
        this.registry = registry;
        this.maxCachedWeight = maxCachedWeight;
    }

    /// The source as schema-service knows it now.
    ///
    /// @throws SchemaServiceUnavailableException if schema-service gives no usable response
    public SchemaLookup lookUp(AccountId account, SourceType type) {
        var key = new Key(account, type);
        var known = cached(key);
        return switch (fetch.fetch(account, type, known.map(Cached::etag))) {
            case SchemaResponse.NotFound notFound -> absent(key);
            case SchemaResponse.Unchanged unchanged ->
                known.<SchemaLookup>map(version -> new SchemaLookup.Found(version.source()))
                        .orElseThrow(() -> new SchemaServiceUnavailableException(
                                "schema-service calls the schema of %s/%s unchanged, but no version was named"
                                        .formatted(account, type),
                                null));
            case SchemaResponse.Current current -> compile(key, current);
        };
    }

    /// A wrong address also answers 404, and no file may fail for that. So the source counts as absent only
    /// if the account facts do not contradict.
    private SchemaLookup absent(Key key) {
        if (registry.registration(key.account(), key.type()) == Registration.ACTIVE) {
            throw new SchemaServiceUnavailableException(
                    "schema-service knows no source %s/%s, but the account facts do; check sluice.schema-service.url"
                            .formatted(key.account(), key.type()),
                    null);
        }
        forget(key);
        return new SchemaLookup.Absent();
    }

    private SchemaLookup compile(Key key, SchemaResponse.Current current) {
        var document = current.document();
        if (!document.takesFiles()) {
            forget(key);
            return document.kind() == SourceKind.ENTITIES
                    ? new SchemaLookup.TakesRecords(document.sourceName(), document.version())
                    : new SchemaLookup.Absent();
        }
        return switch (Schema.check(document.toDeclaration())) {
            case SchemaCheck.Valid valid -> {
                var source = new CompiledSource(
                        document.sourceName(),
                        document.version(),
                        valid.schema(),
                        Objects.requireNonNull(document.fieldIds()));
                forget(key);
                // The same version has the ids once schema-service is upgraded, under the same ETag.
                if (source.hasFieldIds()) {
                    current.etag().ifPresent(etag -> remember(key, new Cached(etag, source)));
                }
                yield new SchemaLookup.Found(source);
            }
            case SchemaCheck.Refused refused -> {
                var first = refused.problems().getFirst();
                yield new SchemaLookup.Unusable(
                        document.sourceName(), document.version(), first.path() + ": " + first.message());
            }
        };
    }

    private synchronized Optional<Cached> cached(Key key) {
        return Optional.ofNullable(cache.get(key));
    }

    private synchronized void remember(Key key, Cached version) {
        cache.put(key, version);
        cachedWeight += version.weight();
        while (cachedWeight > maxCachedWeight && cache.size() > 1) {
            forget(cache.firstEntry().getKey());
        }
    }

    private synchronized void forget(Key key) {
        var previous = cache.remove(key);
        if (previous != null) {
            cachedWeight -= previous.weight();
        }
    }

    private record Key(AccountId account, SourceType type) {}

    private record Cached(String etag, CompiledSource source) {
        long weight() {
            return source.schema().weight();
        }
    }
}
