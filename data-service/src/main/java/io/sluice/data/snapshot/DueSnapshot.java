package io.sluice.data.snapshot;

/// A source whose snapshot is to be built, or copied to its plain path.
///
/// @param setId of its entities
record DueSnapshot(EntitySource source, long setId) {}
