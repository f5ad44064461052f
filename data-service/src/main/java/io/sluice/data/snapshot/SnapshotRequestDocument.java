package io.sluice.data.snapshot;

import io.sluice.contracts.account.SourceType;

/// The answer to a request of a snapshot.
///
/// @param requestedAt epoch seconds; the snapshot is there when the manifest's `taken_at` is as late
record SnapshotRequestDocument(SourceType sourceType, long requestedAt) {}
