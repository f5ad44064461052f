package io.sluice.data.entity;

/// What is found for the key of an entity.
public sealed interface EntityLookup {
    record Found(EntityState entity) implements EntityLookup {}

    /// The entity is larger than asked for, so it was not read.
    record TooLarge() implements EntityLookup {}

    record Absent() implements EntityLookup {}
}
