package io.sluice.data.entity;

import java.util.List;

/// A page of a listing, in its order. A page of large entities has fewer than its limit, but at least one.
///
/// @param hasMore whether entities follow the last one
public record EntityPage(List<EntityState> entities, boolean hasMore) {
    public EntityPage {
        entities = List.copyOf(entities);
    }
}
