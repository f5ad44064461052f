package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sluice.contracts.account.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of jobs of all accounts, newest first.
///
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record AllJobsDocument(
        List<AccountJobDocument> jobs, @Nullable String next) {
    AllJobsDocument {
        jobs = List.copyOf(jobs);
    }

    /// A job, and the account that it belongs to.
    record AccountJobDocument(
            @JsonProperty("accuid") AccountId accountId,
            @JsonUnwrapped JobDocument job) {}

    static AllJobsDocument of(HistoryPage page, SourceNames names) {
        return new AllJobsDocument(
                page.jobs().stream()
                        .map(job -> new AccountJobDocument(job.accountId(), JobDocument.of(job, names)))
                        .toList(),
                page.last().map(HistoryCursor::after).orElse(null));
    }
}
