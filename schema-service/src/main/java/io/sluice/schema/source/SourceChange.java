package io.sluice.schema.source;

import io.sluice.schema.form.FormError;
import java.time.Duration;
import java.util.List;

/// How a change of a source ends.
sealed interface SourceChange {
    /// The source after the change; equal to the one before when there was nothing to change.
    record Changed(Source source) implements SourceChange {}

    /// The form is wrong.
    record Refused(List<FormError> errors) implements SourceChange {}

    /// A retired source does not change.
    record Retired() implements SourceChange {}

    /// The request expects another version.
    ///
    /// @param version the source's version
    record VersionConflict(int version) implements SourceChange {}

    /// The source changed too often within the last hour.
    ///
    /// @param limit changes within an hour
    record TooManyChanges(int limit, Duration retryAfter) implements SourceChange {}

    record UnknownSource() implements SourceChange {}

    record UnknownAccount() implements SourceChange {}
}
