package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The recorded batches.
public interface BatchJobs {
    Uni<Optional<BatchJob>> byId(AccountId account, JobId job);

    /// Newest first, at most `limit` of them.
    Uni<List<BatchJob>> history(HistoryQuery query, int limit);
}
