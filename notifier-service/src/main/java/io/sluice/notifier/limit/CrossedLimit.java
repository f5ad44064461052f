package io.sluice.notifier.limit;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The limits that a mail can be about. Rows of the outbox name them.
public enum CrossedLimit {
    /// The bytes in the account's directory.
    @JsonProperty("workspace")
    WORKSPACE,
    /// The uploaded bytes of one day in the account's time zone.
    @JsonProperty("daily")
    DAILY,
    /// The number of files in the account's directory.
    @JsonProperty("files")
    FILES
}
