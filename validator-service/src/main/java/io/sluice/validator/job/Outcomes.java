package io.sluice.validator.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import java.util.Optional;

/// The durable outcomes of jobs.
///
/// All methods throw [io.sluice.objects.ObjectStoreUnavailableException] when the store does not do it now.
public interface Outcomes {
    /// The outcome the job has, if it has one.
    Optional<JobReport> find(JobRef job);

    /// Makes this the job's outcome unless it has one.
    ///
    /// @param csv the report as CSV; empty when there are no errors
    /// @return the outcome that counts
    JobReport store(JobReport report, Optional<byte[]> csv);
}
