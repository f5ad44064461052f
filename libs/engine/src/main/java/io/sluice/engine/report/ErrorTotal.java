package io.sluice.engine.report;

import java.util.Optional;

/// The exact number of errors with one code, rule and column, however many are listed.
public record ErrorTotal(ErrorCode code, Optional<String> rule, Optional<String> column, long count) {}
