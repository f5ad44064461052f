package io.sluice.engine.report;

import java.util.Optional;

/// How many errors of one kind a file has; exact, however many are listed.
public record ErrorTotal(ErrorCode code, Optional<String> rule, Optional<String> column, long count) {}
