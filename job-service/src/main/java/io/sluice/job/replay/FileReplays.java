package io.sluice.job.replay;

import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.UploadClaimed;
import io.smallrye.mutiny.Uni;

/// Makes new jobs of the files of ended ones; the service that has the files does it.
@FunctionalInterface
public interface FileReplays {
    Uni<Answer> replay(ReplayRequest request);

    /// What became of the request.
    sealed interface Answer {
        /// The file lies in `processing/` under a new job.
        record Claimed(UploadClaimed claim) implements Answer {}

        /// The request cannot be served.
        ///
        /// @param status 404, 409 or 503
        /// @param detail a sentence for the caller
        record Refused(int status, String detail) implements Answer {}
    }
}
