package io.sluice.contracts.event;

import io.sluice.contracts.file.JobRef;
import java.time.Instant;

/// How far a running job has read.
///
/// @param rows data rows read so far
/// @param bytes bytes read so far, of `size`
public record JobProgressed(JobRef job, long rows, long bytes, long size, long errorCount, Instant at) {}
