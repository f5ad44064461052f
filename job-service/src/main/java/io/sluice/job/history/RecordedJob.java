package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;

/// A job of either origin: a [Job] for each file, a [BatchJob] for each batch.
public sealed interface RecordedJob permits Job, BatchJob {
    JobId jobId();

    AccountId accountId();
}
