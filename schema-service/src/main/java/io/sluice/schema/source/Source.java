package io.sluice.schema.source;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.contracts.api.SchemaDocument;
import java.time.Instant;

/// A source at one version of its schema.
record Source(
        SourceType sourceType,
        Intake intake,
        boolean retired,
        SourceDefinition definition,
        int version,
        Instant updatedAt,
        long updatedBy,
        Instant createdAt,
        long createdBy) {

    /// A source at its first version.
    static Source first(SourceType type, Intake intake, SourceDefinition definition, Instant now, long by) {
        return new Source(type, intake, false, definition, 1, now, by, now, by);
    }

    Source changed(SourceDefinition other, Instant at, long by) {
        return new Source(sourceType, intake, retired, other, version + 1, at, by, createdAt, createdBy);
    }

    /// The same source with another name for its records.
    Source taking(Intake other) {
        return new Source(sourceType, other, retired, definition, version, updatedAt, updatedBy, createdAt, createdBy);
    }

    Source retired(boolean whether) {
        return new Source(sourceType, intake, whether, definition, version, updatedAt, updatedBy, createdAt, createdBy);
    }

    SchemaDocument document() {
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
                version,
                updatedAt.getEpochSecond(),
                updatedBy,
                createdAt.getEpochSecond(),
                createdBy,
                retired);
    }
}
