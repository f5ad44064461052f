package io.sluice.batch.announcement;

/// Event within this process: a batch was stored, so there is something to publish.
public record BatchStored() {}
