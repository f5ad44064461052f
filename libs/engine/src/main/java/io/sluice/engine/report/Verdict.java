package io.sluice.engine.report;

/// Whether a file is accepted.
public enum Verdict {
    ACCEPTED,
    ACCEPTED_PARTIALLY,
    REFUSED
}
