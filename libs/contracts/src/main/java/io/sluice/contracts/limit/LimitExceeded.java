package io.sluice.contracts.limit;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why an upload is refused unread: the account exceeds a limit with it.
///
/// @param usedBytes what the account used with this upload
public record LimitExceeded(Limit limit, long usedBytes, long limitBytes) {
    public LimitExceeded {
        if (usedBytes <= limitBytes) {
            throw new IllegalArgumentException(
                    "expected a use above the limit but got %d of %d bytes".formatted(usedBytes, limitBytes));
        }
    }

    /// Which limit.
    public enum Limit {
        /// Everything in the account's directory.
        @JsonProperty("workspace")
        WORKSPACE,
        /// Uploads of one day in the account's time zone.
        @JsonProperty("daily")
        DAILY
    }
}
