package io.sluice.validator.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.JobReport;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.job.AttemptResult.Done;
import io.sluice.validator.job.AttemptResult.Origin;
import java.util.Optional;

/// Ends a job: its outcome is stored, then its accepted rows become the data of the day, then the outcome is
/// published. A job whose outcome is stored goes through the rest again, which changes nothing.
///
/// The outcome that is stored first counts, with the data file that it names.
public final class ConcludeJob {
    private final Outcomes outcomes;
    private final DaySets daySets;
    private final JobEvents jobEvents;

    public ConcludeJob(Outcomes outcomes, DaySets daySets, JobEvents jobEvents) {
        this.outcomes = outcomes;
        this.daySets = daySets;
        this.jobEvents = jobEvents;
    }

    /// Ends a job that has an outcome; empty if it has none.
    Optional<Done> again(JobRef job) {
        return outcomes.find(job).map(stored -> publish(stored, Origin.STORED_BEFORE));
    }

    /// Ends a job with this outcome, unless it has one.
    Done with(JobReport report) {
        return conclude(report, outcomes.store(report));
    }

    /// Ends a job with this outcome, unless it has one that can be read.
    Done unlessReadable(JobReport report) {
        return conclude(report, outcomes.storeUnlessReadable(report));
    }

    private Done conclude(JobReport report, JobReport stored) {
        if (!stored.data().equals(report.data())) {
            report.data().ifPresent(daySets::discard);
        }
        return publish(stored, stored.equals(report) ? Origin.NEW : Origin.STORED_BEFORE);
    }

    private Done publish(JobReport stored, Origin origin) {
        daySets.swap(stored);
        jobEvents.publishOutcome(stored.outcome());
        return new Done(stored.outcome(), origin);
    }
}
