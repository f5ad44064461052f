package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether an account may act.
public enum AccountState {
    /// Logs in, uploads, calls the API.
    @JsonProperty("active")
    ACTIVE,
    /// Cannot log in, upload or call the API; its files and history are kept.
    @JsonProperty("suspended")
    SUSPENDED,
    /// Suspended and on its way out; its files and history are being removed.
    @JsonProperty("erased")
    ERASED
}
