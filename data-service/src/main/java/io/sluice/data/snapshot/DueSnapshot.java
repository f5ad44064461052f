package io.sluice.data.snapshot;

/// A source whose snapshot is to be built, or copied to its plain path.
///
/// @param setId of its entities
/// @param facts the version of the account's facts up to which a change of the schema is known
record DueSnapshot(EntitySource source, long setId, Why why, long facts) {

    /// What is to be done.
    enum Why {
        /// The entities have changed, somebody asked, or the copy is due.
        ENTITIES,
        /// The account has changed, and perhaps the schema of the source.
        SCHEMA
    }

    /// One whose entities have changed.
    DueSnapshot(EntitySource source, long setId) {
        this(source, setId, Why.ENTITIES, 0);
    }
}
