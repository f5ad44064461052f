package io.sluice.contracts.event;

import io.sluice.contracts.file.JobRef;
import java.time.Instant;
import java.util.Optional;

/// A job has its outcome and its file lies at its final place.
///
/// @param path where the file lies now as its account sees it, e.g. `/invalid/order/20200125_order.csv`;
/// empty when the file was lost before its job ended
/// @param reportPath where the error report lies beside it, when there is one
public record JobFinished(
        UploadValidated validated, Optional<String> path, Optional<String> reportPath, Instant finishedAt) {

    public JobRef job() {
        return validated.job();
    }
}
