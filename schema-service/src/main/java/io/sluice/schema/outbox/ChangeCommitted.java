package io.sluice.schema.outbox;

/// Fired inside this process when a transaction that may have changed an account was committed.
public record ChangeCommitted() {}
