package io.sluice.job.history;

import io.sluice.contracts.file.JobId;
import java.util.List;
import java.util.Optional;

/// A page of jobs, newest first.
///
/// @param last the page's last job; empty when no job follows it
public record HistoryPage(List<RecordedJob> jobs, Optional<JobId> last) {
    public HistoryPage {
        jobs = List.copyOf(jobs);
    }

    /// Cuts off the jobs beyond the limit. Their presence shows that more jobs follow.
    static HistoryPage of(List<RecordedJob> found, int limit) {
        if (found.size() <= limit) {
            return new HistoryPage(found, Optional.empty());
        }
        var jobs = found.subList(0, limit);
        return new HistoryPage(jobs, Optional.of(jobs.getLast().jobId()));
    }
}
