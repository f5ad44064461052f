package io.sluice.data.source;

import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;

/// A source that takes records, but not here: this version cannot use its schema. In a rolling upgrade a
/// newer schema-service takes schemas that only a newer data-service knows.
public record UnusableSource(SourceType type, BatchSchema batchSchema, String problem) {}
