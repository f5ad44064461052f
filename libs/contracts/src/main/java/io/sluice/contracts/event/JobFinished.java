package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;
import java.util.Optional;

/// A job has its outcome and its file lies at its final place.
///
/// @param path where the file lies now as its account sees it, e.g. `/invalid/order/20200125_order.csv`;
/// empty when the file was lost before its job ended, or is kept
/// @param reportPath where the error report lies beside it, when there is one
/// @param kept whether the file lies unchanged where its account does not see it, because the volume denies
/// to move it; absent in the JSON when it does not
public record JobFinished(
        UploadValidated validated,
        Optional<String> path,
        Optional<String> reportPath,
        Instant finishedAt,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        boolean kept) {

    /// The end of a job whose file is at its final place, or lost.
    public JobFinished(
            UploadValidated validated, Optional<String> path, Optional<String> reportPath, Instant finishedAt) {
        this(validated, path, reportPath, finishedAt, false);
    }

    public JobRef job() {
        return validated.job();
    }
}
