package io.sluice.schema.source;

import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import java.util.Optional;

/// What a source takes. Its kind never changes.
sealed interface Intake {
    /// Dated files over SFTP.
    record Days() implements Intake {}

    /// Records of batches over HTTP.
    ///
    /// @param schema what the records call the source
    record Entities(BatchSchema schema) implements Intake {}

    default SourceKind kind() {
        return switch (this) {
            case Days days -> SourceKind.DAYS;
            case Entities entities -> SourceKind.ENTITIES;
        };
    }

    default Optional<BatchSchema> batchSchema() {
        return switch (this) {
            case Days days -> Optional.empty();
            case Entities(var schema) -> Optional.of(schema);
        };
    }
}
