package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.form.Findings;
import io.sluice.schema.form.PathIds;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Registers sources and retires them. A retired source registered again goes on with its next version.
final class CreateSource {
    private static final int FIRST_VERSION = 1;

    private final Sources sources;
    private final Clock clock;

    CreateSource(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /// Fails with 422 when the form is wrong, 404 without such an account, 409 when the source is there.
    Uni<Source> create(AccountId account, SourceForm form, long by) {
        var findings = new Findings();
        var type = type(form.sourceType(), findings);
        var definition = DefinitionCheck.check(form, findings);
        findings.refuse("The source");
        var now = clock.instant();
        return sources.put(
                account,
                type.orElseThrow(),
                present -> present.map(old -> {
                            if (!old.retired()) {
                                throw Problems.conflict(
                                        "Account %s has the source %s already; change it by PATCH /v1/%s/sources/%s/schema."
                                                .formatted(account, old.sourceType(), account, old.sourceType()));
                            }
                            return old.changed(definition, now, by).retired(false);
                        })
                        .orElseGet(() ->
                                new Source(type.orElseThrow(), false, definition, FIRST_VERSION, now, by, now, by)));
    }

    /// Retiring a retired source changes nothing.
    Uni<Void> retire(AccountId account, SourceType type) {
        return sources.change(account, type, source -> source.retired(true))
                .map(retired -> retired.orElseThrow(() -> PathIds.noSource(account, type)))
                .replaceWithVoid();
    }

    private static Optional<SourceType> type(@Nullable String text, Findings findings) {
        var type = Optional.ofNullable(text).flatMap(SourceType::of);
        if (type.isEmpty()) {
            findings.add(
                    "source_type",
                    text == null
                            ? "is missing, expected an id like order"
                            : "\"%s\" is no source type, expected a lower-case letter, then at most 62 lower-case letters, digits and _"
                                    .formatted(text));
        }
        return type;
    }
}
