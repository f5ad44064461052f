package io.sluice.web.answer;

import java.time.Duration;

/// What one answer may take.
///
/// @param idle how long its reader may pause
/// @param total how long it may take from its first to its last byte
public record AnswerLimits(Duration idle, Duration total) {}
