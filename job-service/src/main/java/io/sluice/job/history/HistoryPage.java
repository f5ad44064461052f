package io.sluice.job.history;

import io.sluice.contracts.file.JobId;
import java.util.List;
import java.util.Optional;

/// A page of jobs, newest first.
///
/// @param last the page's last job; empty when no job follows it
public record HistoryPage(List<Job> jobs, Optional<JobId> last) {
    public HistoryPage {
        jobs = List.copyOf(jobs);
    }

    /// Cuts off the job beyond the limit. Its presence shows that more jobs follow.
    static HistoryPage of(List<Job> found, int limit) {
        if (found.size() <= limit) {
            return new HistoryPage(found, Optional.empty());
        }
        var jobs = found.subList(0, limit);
        return new HistoryPage(jobs, Optional.of(jobs.getLast().ref().jobId()));
    }
}
