package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.validator.source.SchemaFetch.Answer;
import io.sluice.validator.source.SourceRegistry.State;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The schemas as they are now: schema-service is asked each time, what it calls unchanged is not compiled
/// again.
///
/// Thread-safe. Keeps the schemas used last, up to a number of fields in all.
public final class SourceSchemas {
    private final SchemaFetch fetch;
    private final SourceRegistry registry;
    private final int maxCachedFields;
    private final LinkedHashMap<Key, Cached> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedFields;

    public SourceSchemas(SchemaFetch fetch, SourceRegistry registry, int maxCachedFields) {
        this.fetch = fetch;
        this.registry = registry;
        this.maxCachedFields = maxCachedFields;
    }

    /// What the source is at this moment.
    ///
    /// @throws SchemaServiceUnavailableException when schema-service cannot be asked
    public SourceLookup lookUp(AccountId account, SourceType type) {
        var key = new Key(account, type);
        var known = cached(key);
        return switch (fetch.fetch(account, type, known.map(Cached::etag))) {
            case Answer.Absent absent -> absent(key);
            case Answer.Unchanged unchanged ->
                known.<SourceLookup>map(version -> new SourceLookup.Found(version.source()))
                        .orElseThrow(() -> new SchemaServiceUnavailableException(
                                "schema-service calls the schema of %s/%s unchanged, but no version was named"
                                        .formatted(account, type),
                                null));
            case Answer.Present present -> compile(key, present);
        };
    }

    /// A wrong address also answers 404, and files must not fail for that: the account facts have to agree.
    private SourceLookup absent(Key key) {
        if (registry.state(key.account(), key.type()) == State.ACTIVE) {
            throw new SchemaServiceUnavailableException(
                    "schema-service knows no source %s/%s, but the account facts do; check sluice.schema-service.url"
                            .formatted(key.account(), key.type()),
                    null);
        }
        forget(key);
        return new SourceLookup.Absent();
    }

    private SourceLookup compile(Key key, Answer.Present present) {
        var document = present.source();
        if (Boolean.TRUE.equals(document.retired())) {
            forget(key);
            return new SourceLookup.Absent();
        }
        return switch (Schema.check(document.declaration())) {
            case SchemaCheck.Valid valid -> {
                var source = new CompiledSource(document.sourceName(), document.version(), valid.schema());
                forget(key);
                present.etag().ifPresent(etag -> remember(key, new Cached(etag, source)));
                yield new SourceLookup.Found(source);
            }
            case SchemaCheck.Refused refused -> {
                var first = refused.problems().getFirst();
                yield new SourceLookup.Unusable(
                        document.sourceName(), document.version(), first.path() + ": " + first.message());
            }
        };
    }

    private synchronized Optional<Cached> cached(Key key) {
        return Optional.ofNullable(cache.get(key));
    }

    private synchronized void remember(Key key, Cached version) {
        cache.put(key, version);
        cachedFields += version.fields();
        while (cachedFields > maxCachedFields && cache.size() > 1) {
            forget(cache.firstEntry().getKey());
        }
    }

    private synchronized void forget(Key key) {
        var former = cache.remove(key);
        if (former != null) {
            cachedFields -= former.fields();
        }
    }

    private record Key(AccountId account, SourceType type) {}

    private record Cached(String etag, CompiledSource source) {
        int fields() {
            return source.schema().fields().size();
        }
    }
}
