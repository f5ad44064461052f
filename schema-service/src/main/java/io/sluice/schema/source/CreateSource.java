package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.form.FormErrors;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Registers sources. A retired source that is registered again continues with its next version.
final class CreateSource {
    private final Sources sources;
    private final Clock clock;

    CreateSource(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    Uni<SourceCreation> create(AccountId account, SourceForm form, long by) {
        var errors = new FormErrors();
        var type = type(form.sourceType(), errors);
        if (type.isEmpty()) {
            DefinitionCheck.check(form, SourceKind.ofLabel(form.kind()).orElse(SourceKind.DAYS), errors);
            return Uni.createFrom().item(new SourceCreation.Refused(errors.all()));
        }
        return sources.create(account, type.get(), stored -> register(type.get(), form, stored, by));
    }

    private SourceCreation register(SourceType type, SourceForm form, Optional<Source> stored, long by) {
        var errors = new FormErrors();
        var retired = stored.filter(Source::retired);
        var intake = IntakeCheck.ofNew(type, form, retired, errors);
        Renames.ofNew(form, errors);
        var definition = DefinitionCheck.check(form, intake.kind(), errors);
        if (!errors.isEmpty()) {
            return new SourceCreation.Refused(errors.all());
        }
        var now = clock.instant();
        if (stored.isEmpty()) {
            return new SourceCreation.Created(Source.first(type, intake, definition, now, by));
        }
        return retired.<SourceCreation>map(source -> new SourceCreation.Created(
                        source.changed(definition, now, by).taking(intake).retired(false)))
                .orElseGet(() -> new SourceCreation.Taken(type));
    }

    private static Optional<SourceType> type(@Nullable String text, FormErrors errors) {
        var type = Optional.ofNullable(text).flatMap(SourceType::of);
        if (type.isEmpty()) {
            errors.add(
                    "source_type",
                    text == null
                            ? "is missing, expected an id like order"
                            : "\"%s\" is no source type, expected a lower-case letter, then at most 62 lower-case letters, digits and _"
                                    .formatted(text));
        }
        return type;
    }
}
