package io.sluice.schema.source;

import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.contracts.api.SchemaWarning;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A source at one version of its schema.
///
/// @param fieldIds of the fields of a source of kind `days`; empty for `entities`
record Source(
        SourceType sourceType,
        Intake intake,
        boolean retired,
        SourceDefinition definition,
        FieldIds fieldIds,
        int version,
        Instant updatedAt,
        long updatedBy,
        Instant createdAt,
        long createdBy) {

    /// A source at its first version.
    static Source first(SourceType type, Intake intake, SourceDefinition definition, Instant now, long by) {
        var ids = intake.kind() == SourceKind.DAYS
                ? FieldIds.first(definition.declaration().fields())
                : FieldIds.NONE;
        return new Source(type, intake, false, definition, ids, 1, now, by, now, by);
    }

    /// The next version of the source. A field keeps its id if its name and its type stay.
    Source changed(SourceDefinition other, Instant at, long by) {
        return changed(other, Map.of(), at, by);
    }

    /// The next version of the source, in which fields may have other names.
    ///
    /// @param renamed their old names by their new ones
    Source changed(SourceDefinition other, Map<String, String> renamed, Instant at, long by) {
        return new Source(
                sourceType, intake, retired, other, ids(other, renamed), version + 1, at, by, createdAt, createdBy);
    }

    private FieldIds ids(SourceDefinition after, Map<String, String> renamed) {
        return switch (intake.kind()) {
            case DAYS ->
                fieldIds.next(
                        definition.declaration().fields(), after.declaration().fields(), renamed);
            case ENTITIES -> FieldIds.NONE;
        };
    }

    /// The same source with another name for its records.
    Source taking(Intake other) {
        return new Source(
                sourceType, other, retired, definition, fieldIds, version, updatedAt, updatedBy, createdAt, createdBy);
    }

    Source retired(boolean whether) {
        return new Source(
                sourceType, intake, whether, definition, fieldIds, version, updatedAt, updatedBy, createdAt, createdBy);
    }

    /// The answer to who reads the source.
    SchemaDocument document() {
        return document(List.of());
    }

    /// The answer to who made or changed the source.
    SchemaDocument documentWithWarnings() {
        return document(SourceWarnings.of(this));
    }

    private SchemaDocument document(List<SchemaWarning> warnings) {
        var declaration = definition.declaration();
        return new SchemaDocument(
                sourceType,
                definition.sourceName(),
                definition.description(),
                declaration.fields().stream().map(FieldDocument::of).toList(),
                declaration.primaryKey(),
                declaration.fallbackKey(),
                declaration.fieldsMatch(),
                declaration.acceptance(),
                declaration.byteOrderMark(),
                intake.kind(),
                intake.batchSchema().orElse(null),
                fieldIds.byName(),
                definition.plainCopy() ? null : Boolean.FALSE,
                version,
                updatedAt.getEpochSecond(),
                updatedBy,
                createdAt.getEpochSecond(),
                createdBy,
                retired,
                warnings);
    }
}
