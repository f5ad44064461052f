package io.sluice.data.snapshot;

import io.sluice.contracts.account.SourceType;

/// The answer to a request of a snapshot.
///
/// @param requestedAt epoch seconds; a snapshot with this `taken_at` or a later one is there when the manifest
/// names it
record SnapshotRequestDocument(SourceType sourceType, long requestedAt) {}
