package io.sluice.contracts.data;

/// The answer to a [DaySwap]; it comes after the commit.
///
/// @param snapshotId of the table, after the swap or as it was; a number too large for JavaScript, so a text
/// @param current whether the day now holds this job's rows; false when a later job of the day came first,
/// also when it has replaced this one since
public record DaySwapped(String snapshotId, boolean current) {}
