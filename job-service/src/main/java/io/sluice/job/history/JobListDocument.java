package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of jobs, newest first.
///
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record JobListDocument(List<JobDocument> jobs, @Nullable String next) {
    JobListDocument {
        jobs = List.copyOf(jobs);
    }

    static JobListDocument of(HistoryPage page, SourceNames names) {
        return new JobListDocument(
                page.jobs().stream().map(job -> JobDocument.of(job, names)).toList(),
                page.last().map(HistoryCursor::after).orElse(null));
    }
}
