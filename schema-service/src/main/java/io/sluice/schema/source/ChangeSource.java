package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.FormErrors;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Changes a source's name, description or schema; every change makes a new version.
///
/// What was not sent stays. A request that changes nothing makes no version.
final class ChangeSource {
    private final Sources sources;
    private final Clock clock;

    ChangeSource(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    Uni<SourceChange> change(
            AccountId account, SourceType type, Form<SourceForm> form, ExpectedVersion expected, long by) {
        return sources.change(account, type, before -> changed(before, form, expected, by));
    }

    private SourceChange changed(Source before, Form<SourceForm> form, ExpectedVersion expected, long by) {
        if (before.retired()) {
            return new SourceChange.Retired();
        }
        if (!expected.fits(before.version())) {
            return new SourceChange.VersionConflict(before.version());
        }
        var errors = new FormErrors();
        if (form.has("source_type")
                && !before.sourceType().value().equals(form.body().sourceType())) {
            errors.add("source_type", "cannot be changed");
        }
        IntakeCheck.ofChange(form, before, errors);
        var renamed = Renames.ofChange(form.body().schema(), before, errors);
        var definition = DefinitionCheck.check(
                merged(form, before.definition()), before.intake().kind(), errors);
        if (!errors.isEmpty()) {
            return new SourceChange.Refused(errors.all());
        }
        return new SourceChange.Changed(
                definition.equals(before.definition())
                        ? before
                        : before.changed(definition, renamed, clock.instant(), by));
    }

    /// True stands for not set, so that sources of kind `entities` have none.
    private static @Nullable Boolean plainCopy(Form<SourceForm> form, SourceDefinition before) {
        if (form.has("plain_copy")) {
            return form.body().plainCopy();
        }
        return before.plainCopy() ? null : Boolean.FALSE;
    }

    private static SourceForm merged(Form<SourceForm> form, SourceDefinition before) {
        var sent = form.body();
        var declaration = before.declaration();
        return new SourceForm(
                sent.sourceType(),
                form.has("source_name") ? sent.sourceName() : before.sourceName(),
                form.has("description") ? sent.description() : before.description(),
                form.has("schema")
                        ? sent.schema()
                        : declaration.fields().stream().map(FieldDocument::of).toList(),
                form.has("primary_key") ? sent.primaryKey() : declaration.primaryKey(),
                form.has("fields_match") ? sent.fieldsMatch() : declaration.fieldsMatch(),
                form.has("acceptance") ? sent.acceptance() : declaration.acceptance(),
                form.has("byte_order_mark") ? sent.byteOrderMark() : declaration.byteOrderMark(),
                sent.kind(),
                sent.batchSchema(),
                form.has("fallback_key") ? sent.fallbackKey() : declaration.fallbackKey(),
                plainCopy(form, before));
    }
}
