package io.sluice.contracts.login;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a client proves who it is.
public enum LogInMethod {
    @JsonProperty("password")
    PASSWORD,
    @JsonProperty("publickey")
    PUBLIC_KEY
}
