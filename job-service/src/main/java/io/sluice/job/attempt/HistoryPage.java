package io.sluice.job.attempt;

import io.sluice.contracts.file.JobId;
import java.util.List;
import java.util.Optional;

/// Some jobs, newest first.
///
/// @param last the page's last job when more follow
public record HistoryPage(List<Job> jobs, Optional<JobId> last) {
    public HistoryPage {
        jobs = List.copyOf(jobs);
    }

    /// Cuts off the one job that was asked for beyond the limit to learn whether more follow.
    static HistoryPage of(List<Job> found, int limit) {
        if (found.size() <= limit) {
            return new HistoryPage(found, Optional.empty());
        }
        var jobs = found.subList(0, limit);
        return new HistoryPage(jobs, Optional.of(jobs.getLast().ref().jobId()));
    }
}
