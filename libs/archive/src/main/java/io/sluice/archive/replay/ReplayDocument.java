package io.sluice.archive.replay;

import io.sluice.contracts.file.JobRef;

/// The new job of a replayed file.
///
/// @param replayOf the previous job of the same file
record ReplayDocument(String jobId, String replayOf, String sourceType, String fileName, String dataDate) {
    static ReplayDocument of(JobRef job, String replayOf) {
        return new ReplayDocument(
                job.jobId().value(),
                replayOf,
                job.sourceType().value(),
                job.fileName(),
                job.dataDate().toString());
    }
}
