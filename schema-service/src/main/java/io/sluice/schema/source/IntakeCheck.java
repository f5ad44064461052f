package io.sluice.schema.source;

import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.FormErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks what a source is to take. What is wrong goes to the [FormErrors].
final class IntakeCheck {
    private static final String KIND = "kind";
    private static final String BATCH_SCHEMA = "batch_schema";

    private IntakeCheck() {}

    /// The intake of a source that is registered.
    ///
    /// @param stored the retired source of the same type, if there is one: its kind stays
    static Intake ofNew(SourceType type, SourceForm form, Optional<Source> stored, FormErrors errors) {
        var kind = kind(form.kind(), errors);
        stored.map(source -> source.intake().kind())
                .filter(before -> before != kind)
                .ifPresent(before -> errors.add(
                        KIND,
                        "is \"%s\", but the retired source %s is of kind %s, which cannot be changed; choose another source_type"
                                .formatted(kind.label(), type, before.label())));
        return switch (kind) {
            case DAYS -> {
                if (form.batchSchema() != null) {
                    errors.add(
                            BATCH_SCHEMA,
                            "is \"%s\", expected none for a source of kind days".formatted(form.batchSchema()));
                }
                yield new Intake.Days();
            }
            case ENTITIES -> new Intake.Entities(batchSchema(form.batchSchema(), type, errors));
        };
    }

    /// A change may name what the source takes, but not change it.
    static void ofChange(Form<SourceForm> form, Source before, FormErrors errors) {
        var intake = before.intake();
        if (form.has(KIND) && !intake.kind().label().equals(form.body().kind())) {
            errors.add(
                    KIND,
                    "cannot be changed: the source is of kind %s since its creation; register another source"
                            .formatted(intake.kind().label()));
        }
        var schema = intake.batchSchema().map(BatchSchema::value);
        if (form.has(BATCH_SCHEMA)
                && !schema.equals(Optional.ofNullable(form.body().batchSchema()))) {
            errors.add(
                    BATCH_SCHEMA,
                    intake.batchSchema()
                            .map(present ->
                                    "cannot be changed: records call the source %s; retire the source and register it again"
                                            .formatted(present))
                            .orElse("expected none for a source of kind days"));
        }
    }

    private static SourceKind kind(@Nullable String text, FormErrors errors) {
        if (text == null) {
            return SourceKind.DAYS;
        }
        var kind = SourceKind.ofLabel(text);
        if (kind.isEmpty()) {
            errors.add(
                    KIND,
                    "is \"%s\", expected \"entities\" (records of batches), or \"days\" (files, the default)"
                            .formatted(text));
        }
        return kind.orElse(SourceKind.DAYS);
    }

    private static BatchSchema batchSchema(@Nullable String text, SourceType type, FormErrors errors) {
        if (text == null) {
            return BatchSchema.of(type);
        }
        var schema = BatchSchema.of(text);
        if (schema.isEmpty()) {
            errors.add(
                    BATCH_SCHEMA,
                    "\"%s\" is no name of a schema, expected a letter, then at most 62 letters, digits, _ and -"
                            .formatted(text));
        }
        return schema.orElseGet(() -> BatchSchema.of(type));
    }
}
