package io.sluice.contracts.login;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How an attempt to log in ended.
public enum LogInOutcome {
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("refused")
    REFUSED
}
