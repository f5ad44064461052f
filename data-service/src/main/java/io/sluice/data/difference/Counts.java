package io.sluice.data.difference;

/// How many rows differ, and how many do not.
public record Counts(long added, long removed, long changed, long unchanged) {}
