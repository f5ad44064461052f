package io.sluice.job.history;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Lists jobs of both origins together. Their ids begin with the moment at which a file was claimed or a
/// batch was received, so that newest first is the order of the ids.
public final class ListJobs {
    private static final Comparator<RecordedJob> NEWEST_FIRST =
            Comparator.comparing(RecordedJob::jobId).reversed();

    private final Jobs files;
    private final BatchJobs batches;

    public ListJobs(Jobs files, BatchJobs batches) {
        this.files = files;
        this.batches = batches;
    }

    public Uni<HistoryPage> list(HistoryQuery query, int limit) {
        // One job more than the page holds shows whether another page follows.
        Uni<List<Job>> ofFiles = query.includes(JobOrigin.FILE) ? files.history(query, limit + 1) : none();
        Uni<List<BatchJob>> ofBatches = query.includes(JobOrigin.BATCH) ? batches.history(query, limit + 1) : none();
        return Uni.combine()
                .all()
                .unis(ofFiles, ofBatches)
                .with((some, others) -> HistoryPage.of(
                        Stream.<RecordedJob>concat(some.stream(), others.stream())
                                .sorted(NEWEST_FIRST)
                                .toList(),
                        limit));
    }

    private static <J> Uni<List<J>> none() {
        return Uni.createFrom().item(List.of());
    }
}
