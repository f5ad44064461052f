package io.sluice.job.history;

import io.sluice.contracts.api.ReportDocument;
import java.util.List;
import java.util.Optional;

/// The report of a job without errors whose outcome is no longer kept.
final class EmptyReport {
    private EmptyReport() {}

    static Optional<ReportDocument> of(Job job) {
        return job.errorCount() == 0
                ? Optional.of(new ReportDocument(
                        Optional.of(job.ref().jobId()),
                        job.ref().fileName(),
                        true,
                        job.rows(),
                        0,
                        List.of(),
                        false,
                        List.of()))
                : Optional.empty();
    }
}
