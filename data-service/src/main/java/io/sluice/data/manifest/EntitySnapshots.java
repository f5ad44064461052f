package io.sluice.data.manifest;

import io.sluice.data.snapshot.EntitySnapshot;
import io.sluice.data.snapshot.EntitySource;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the snapshots of entities.
interface EntitySnapshots {
    /// A snapshot of a source.
    ///
    /// @param snapshot its id; empty for the current one
    /// @return empty when there is no such snapshot
    Uni<Optional<EntitySnapshot>> find(EntitySource source, OptionalLong snapshot);
}
