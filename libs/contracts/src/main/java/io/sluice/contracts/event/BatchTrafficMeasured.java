package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import java.time.Instant;

/// How many bytes of batches an account sent in its day; it replaces the previous measurement. They count
/// towards the same daily limit as the uploads over SFTP: sftp-watcher adds both ([UsageMeasured#daily]).
///
/// @param takenBytes what was received since the account's day began
/// @param resetsAt when the account's day ends in its time zone; the meter then starts at 0
/// @param version grows with every measurement of the account; the highest one counts
public record BatchTrafficMeasured(
        @JsonProperty("accuid") AccountId accountId, long takenBytes, Instant resetsAt, long version) {
    public BatchTrafficMeasured {
        if (takenBytes < 0) {
            throw new IllegalArgumentException("expected 0 or more bytes but got %d".formatted(takenBytes));
        }
    }
}
