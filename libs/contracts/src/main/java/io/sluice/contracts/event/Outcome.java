package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a job ended.
public enum Outcome {
    /// The file was accepted, wholly or under the source's threshold.
    @JsonProperty("success")
    SUCCESS,
    /// The file was refused; the report says why.
    @JsonProperty("failed")
    FAILED
}
