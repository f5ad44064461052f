package io.sluice.web.body;

import java.time.Duration;

/// What one body may take.
///
/// @param bytes the largest size
/// @param idle how long its sender may pause
/// @param total how long it may take from its first to its last byte
public record BodyLimits(long bytes, Duration idle, Duration total) {}
