package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The recorded jobs.
public interface Jobs {
    /// The newest job of the day.
    Uni<Optional<Job>> latest(AccountId account, SourceType source, DataDate date);

    Uni<Optional<Job>> byId(AccountId account, JobId job);

    /// Newest first, at most `limit` of them.
    Uni<List<Job>> history(HistoryQuery query, int limit);
}
