package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchLogLine;
import java.util.Optional;

/// A record without errors of its own that cannot be applied. No message shows its key, which may be
/// personal.
///
/// @param ref of the record
/// @param firstLine with [Reason#DUPLICATE_REF]: the line that has the `ref`, too
/// @param missingField with [Reason#INCOMPLETE]
public record RefusedChange(
        long line, String ref, Reason reason, Optional<Long> firstLine, Optional<String> missingField) {

    /// Why it cannot be applied. The codes are those of the published batch API.
    public enum Reason {
        DUPLICATE_REF(409, "duplicate-ref"),
        EXISTS(409, "entity-exists"),
        ABSENT(404, "entity-absent"),
        INCOMPLETE(400, "constraint-error"),
        TOO_LARGE(400, "entity-too-large");

        private final String code;
        private final String error;

        Reason(int code, String error) {
            this.code = Integer.toString(code);
            this.error = error;
        }
    }

    BatchLogLine logLine() {
        return new BatchLogLine(
                ref,
                reason.code,
                message(),
                Optional.of(line),
                missingField,
                reason == Reason.INCOMPLETE ? Optional.of("required") : Optional.empty(),
                reason.error);
    }

    private String message() {
        return switch (reason) {
            case DUPLICATE_REF ->
                "Duplicate ref [%s]: it stands in an earlier line too, first in line %d"
                        .formatted(ref, firstLine.orElseThrow());
            case EXISTS ->
                "The entity exists already: the mode create only makes new ones, use insert, upsert or merge to change it";
            case ABSENT -> "There is no such entity: nothing is deleted";
            case INCOMPLETE ->
                "Missing value in column [%s]: the record does not have it, nor does the entity, and the schema requires it"
                        .formatted(missingField.orElseThrow());
            case TOO_LARGE -> "The entity is too large: with this record it would have more than 1,048,576 bytes";
        };
    }
}
