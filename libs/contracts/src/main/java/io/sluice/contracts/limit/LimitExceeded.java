package io.sluice.contracts.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/// Why an upload is refused unread: the account exceeds a limit with it.
///
/// @param usedBytes what the account used with this upload
/// @param entries present when the workspace has too many files or folders; its bytes may then be within the
/// limit
public record LimitExceeded(Limit limit, long usedBytes, long limitBytes, Optional<EntryCount> entries) {
    public LimitExceeded {
        if (usedBytes <= limitBytes && entries.filter(EntryCount::exceeded).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a use above the limit but got %d of %d bytes".formatted(usedBytes, limitBytes));
        }
    }

    /// Too many bytes.
    public static LimitExceeded ofBytes(Limit limit, long usedBytes, long limitBytes) {
        return new LimitExceeded(limit, usedBytes, limitBytes, Optional.empty());
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
