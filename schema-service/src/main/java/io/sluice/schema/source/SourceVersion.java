package io.sluice.schema.source;

import java.time.Instant;

/// What a list shows of one version.
record SourceVersion(int version, String sourceName, Instant updatedAt, long updatedBy) {}
