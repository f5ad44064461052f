package io.sluice.web.answer;

import java.time.Duration;

/// What one answer may take.
///
/// @param idle how long its reader may pause
/// @param total how long it may take from its first to its last byte
public record AnswerLimits(Duration idle, Duration total) {
    /// Of a document that is whole in memory: its reader pauses no longer than a connection may.
    public static final AnswerLimits OF_A_DOCUMENT = new AnswerLimits(Duration.ofSeconds(20), Duration.ofMinutes(1));
}
