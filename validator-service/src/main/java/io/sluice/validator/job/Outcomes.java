package io.sluice.validator.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import java.util.Optional;

/// Stores the outcomes of jobs.
///
/// All methods throw [io.sluice.objects.ObjectStoreUnavailableException] if the object store is unavailable.
public interface Outcomes {
    /// The stored outcome of the job, if there is one.
    Optional<JobReport> find(JobRef job);

    /// Stores the outcome, unless the job already has one.
    ///
    /// @return the stored outcome: this one, or the earlier one
    JobReport store(JobReport report);

    /// Stores the outcome, unless the job has one that can be read.
    ///
    /// @return the stored outcome: this one, or the earlier one
    JobReport storeUnlessReadable(JobReport report);
}
