package io.sluice.schema.source;

import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.form.FormError;
import java.time.Duration;
import java.util.List;

/// How the registration of a source ends.
sealed interface SourceCreation {
    /// The new source, or the retired one at its next version.
    record Created(Source source) implements SourceCreation {}

    /// The form is wrong.
    record Refused(List<FormError> errors) implements SourceCreation {}

    /// The account has a source of the type that is not retired.
    record Taken(SourceType sourceType) implements SourceCreation {}

    /// Another source of the account takes the records of the batch schema.
    ///
    /// @param takenBy that source
    record BatchSchemaTaken(BatchSchema batchSchema, SourceType takenBy) implements SourceCreation {}

    /// The source changed too often within the last hour.
    ///
    /// @param limit changes within an hour
    record TooManyChanges(SourceType sourceType, int limit, Duration retryAfter) implements SourceCreation {}

    /// The account has as many sources as it may have, retired ones included.
    record TooManySources(int limit) implements SourceCreation {}

    record UnknownAccount() implements SourceCreation {}
}
