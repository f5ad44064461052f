package io.sluice.database;

/// Event: the tables of the service are there. It comes once, on a thread of its own, after the start of the
/// service's channels.
public record TablesMigrated() {}
