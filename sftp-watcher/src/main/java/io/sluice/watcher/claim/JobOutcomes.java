package io.sluice.watcher.claim;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import java.util.Optional;

/// The stored outcomes of jobs.
///
/// All methods throw [io.sluice.objects.ObjectStoreUnavailableException] when the object store is
/// unavailable.
public interface JobOutcomes {
    Optional<JobReport> find(JobRef job);

    /// Whether a validator began to check the file, so that its claim was confirmed and announced.
    boolean isBegun(JobRef job);

    /// Whether the attempts of a validator are noted, so that it has not ended the job: after it stored a
    /// success it notes them until the rows are the data of their day.
    boolean isUnderWay(JobRef job);

    /// Stores the outcome, unless the job has one that can be read.
    ///
    /// @return the outcome that counts
    JobReport storeUnlessReadable(JobReport report);

    /// Stores the outcome in place of the one that the job has.
    void replace(JobReport report);
}
