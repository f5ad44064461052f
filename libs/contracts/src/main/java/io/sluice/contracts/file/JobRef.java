package io.sluice.contracts.file;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;

/// Which job an event speaks of, and the file it is about.
public record JobRef(
        JobId jobId,
        @JsonProperty("accuid") AccountId accountId,
        SourceType sourceType,
        DataDate dataDate,
        String fileName) {
    /// JSON may lack any of them.
    public JobRef {
        if (jobId == null || accountId == null || sourceType == null || dataDate == null || fileName == null) {
            throw new IllegalArgumentException(
                    "a job has a job_id, an accuid, a source_type, a data_date and a file_name");
        }
    }

    /// The Kafka key that keeps the versions of one day in order: `accuid/source_type/data_date`.
    public String key() {
        return key(accountId, sourceType, dataDate);
    }

    /// The key of a day's versions.
    public static String key(AccountId account, SourceType source, DataDate date) {
        return account + "/" + source + "/" + date;
    }
}
