package io.sluice.validator.job;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.job.AttemptResult.Done;
import io.sluice.validator.job.AttemptResult.Origin;
import io.sluice.validator.job.AttemptResult.Stored;
import java.util.Optional;

/// Ends a job: its outcome is stored, then its accepted rows become the data of the day, then the outcome is
/// published. A job whose outcome is stored goes through the rest again, which changes nothing.
///
/// The outcome that is stored first counts, with the data file that it names. What follows it only waits for
/// others, so it needs no thread that reads files. Thread-safe.
public final class ConcludeJob {
    private final Outcomes outcomes;
    private final DaySets daySets;
    private final JobEvents jobEvents;

    public ConcludeJob(Outcomes outcomes, DaySets daySets, JobEvents jobEvents) {
        this.outcomes = outcomes;
        this.daySets = daySets;
        this.jobEvents = jobEvents;
    }

    /// The outcome of a job; empty if it has none.
    ///
    /// @param unstored the data file of an outcome that may not have been stored
    Optional<Stored> again(JobRef job, Optional<DataFile> unstored) {
        return outcomes.find(job).map(stored -> counted(stored, unstored, Origin.STORED_BEFORE));
    }

    /// Makes this the job's outcome, unless it has one.
    Stored with(JobReport report) {
        var stored = outcomes.store(report);
        return counted(stored, report.data(), origin(report, stored));
    }

    /// Makes this the job's outcome, unless it has one that can be read.
    ///
    /// @param unstored the data file of an outcome that may not have been stored
    Stored unlessReadable(JobReport report, Optional<DataFile> unstored) {
        var stored = outcomes.storeUnlessReadable(report);
        return counted(stored, unstored, origin(report, stored));
    }

    /// Removes the data file of an outcome that was never stored.
    void discard(DataFile unstored) {
        daySets.discard(unstored);
    }

    private static Origin origin(JobReport report, JobReport stored) {
        return stored.equals(report) ? Origin.NEW : Origin.STORED_BEFORE;
    }

    private Stored counted(JobReport stored, Optional<DataFile> written, Origin origin) {
        written.filter(file -> !stored.data().equals(Optional.of(file))).ifPresent(daySets::discard);
        return new Stored(stored.outcome(), stored.data(), origin);
    }

    /// Does what follows a stored outcome.
    Done conclude(Stored stored) {
        daySets.swap(stored.outcome(), stored.data());
        jobEvents.publishOutcome(stored.outcome());
        return new Done(stored.outcome(), stored.origin());
    }
}
