package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.schema.form.Findings;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.PathIds;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import java.time.Clock;

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

    /// Fails with 404 without such a source, 409 when it is retired, 412 when the version is not the expected
    /// one, 422 when the form is wrong.
    Uni<Source> change(AccountId account, SourceType type, Form<SourceForm> form, ExpectedVersion expected, long by) {
        return sources.change(account, type, present -> {
                    refuse(account, present, expected);
                    var findings = new Findings();
                    if (form.given().contains("source_type")
                            && !present.sourceType().value().equals(form.body().sourceType())) {
                        findings.add("source_type", "cannot be changed");
                    }
                    var definition = DefinitionCheck.check(merged(form, present.definition()), findings);
                    findings.refuse("The change");
                    return definition.equals(present.definition())
                            ? present
                            : present.changed(definition, clock.instant(), by);
                })
                .map(changed -> changed.orElseThrow(() -> PathIds.noSource(account, type)));
    }

    private static void refuse(AccountId account, Source present, ExpectedVersion expected) {
        if (present.retired()) {
            throw Problems.conflict("The source %s of account %s is retired and does not change any more."
                    .formatted(present.sourceType(), account));
        }
        if (!expected.fits(present.version())) {
            throw Problems.preconditionFailed(
                    "The schema is at version %d but If-Match says %s; read it again, then change it."
                            .formatted(present.version(), expected.text()));
        }
    }

    private static SourceForm merged(Form<SourceForm> form, SourceDefinition present) {
        var sent = form.body();
        var declaration = present.declaration();
        return new SourceForm(
                sent.sourceType(),
                form.given().contains("source_name") ? sent.sourceName() : present.sourceName(),
                form.given().contains("description") ? sent.description() : present.description(),
                form.given().contains("schema")
                        ? sent.schema()
                        : declaration.fields().stream().map(FieldDocument::of).toList(),
                form.given().contains("primary_key") ? sent.primaryKey() : declaration.primaryKey(),
                form.given().contains("fields_match") ? sent.fieldsMatch() : declaration.fieldsMatch(),
                form.given().contains("acceptance") ? sent.acceptance() : declaration.acceptance());
    }
}
