package io.sluice.contracts.ledger;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/// What a line of the ledger records.
public enum LedgerEvent {
    /// A handle for writing was opened.
    @JsonProperty("open")
    OPEN,
    /// The client closed the handle.
    @JsonProperty("close")
    CLOSE,
    /// The session ended with the handle open, or its last bytes could not be kept.
    @JsonProperty("forced-close")
    FORCED_CLOSE,
    @JsonProperty("rename")
    RENAME,
    @JsonProperty("remove")
    REMOVE,
    /// All handles of the session are closed.
    @JsonProperty("session-end")
    SESSION_END,
    /// All handles of other runs of the server are closed.
    @JsonProperty("server-start")
    SERVER_START,
    /// A claimed file is open for writing and was not given to the service; its path begins at the volume.
    @JsonProperty("seal-refused")
    SEAL_REFUSED,
    /// The volume has no room for uploads; repeated every few seconds while this lasts.
    @JsonProperty("volume-full")
    VOLUME_FULL,
    /// Lines may be missing before this one, because the server could not write them.
    @JsonProperty("lines-lost")
    LINES_LOST,
    /// Written by a newer server: readers skip it, nobody writes it.
    @JsonEnumDefaultValue
    UNKNOWN
}
