package io.sluice.contracts.file;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;

/// Which job an event speaks of, and the file it is about.
public record JobRef(JobId jobId, AccountId accuid, SourceType sourceType, DataDate dataDate, String fileName) {

    /// The Kafka key that keeps the versions of one day in order: `accuid/source_type/data_date`.
    public String key() {
        return accuid + "/" + sourceType + "/" + dataDate;
    }
}
