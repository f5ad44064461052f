package io.sluice.data.entity;

import java.time.Instant;

/// What an account's source knows of one thing.
///
/// @param value a JSON object
/// @param batch the batch that changed it last, and the line of that batch
public record EntityState(String key, String value, String batch, long line, Instant updatedAt) {}
