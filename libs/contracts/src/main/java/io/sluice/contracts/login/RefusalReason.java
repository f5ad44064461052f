package io.sluice.contracts.login;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why an attempt to log in was refused; the client does not learn it.
public enum RefusalReason {
    /// The server knows no such account; a new one is known after a second or two.
    @JsonProperty("unknown-account")
    UNKNOWN_ACCOUNT,
    @JsonProperty("suspended")
    SUSPENDED,
    /// No range of the account's allow-list holds the address; password and key were not looked at.
    @JsonProperty("address-not-allowed")
    ADDRESS_NOT_ALLOWED,
    @JsonProperty("wrong-password")
    WRONG_PASSWORD,
    /// The account logs in by key alone.
    @JsonProperty("no-password-set")
    NO_PASSWORD_SET,
    /// The key is none of the account's; clients often offer several, one after the other.
    @JsonProperty("unknown-key")
    UNKNOWN_KEY,
    /// Too many wrong passwords or sessions; ends by itself.
    @JsonProperty("too-many-attempts")
    TOO_MANY_ATTEMPTS
}
