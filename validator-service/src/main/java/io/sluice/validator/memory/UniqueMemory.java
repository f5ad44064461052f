package io.sluice.validator.memory;

import io.sluice.engine.key.KeyMemory;

/// The memory for unique values: each job and each dry run has its own, and none takes from another.
public record UniqueMemory(KeyMemory ofJob, KeyMemory ofDryRun) {}
