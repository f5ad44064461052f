package io.sluice.engine.report;

/// What a report means for its file.
public enum Verdict {
    ACCEPTED,
    ACCEPTED_PARTIALLY,
    REFUSED
}
