package io.sluice.batch.state;

import io.sluice.contracts.file.JobId;
import java.time.Duration;
import java.util.Optional;

/// What became of the records of a batch.
///
/// @param timeToProcess from the receipt of the file to the outcome
/// @param logKey where its log lies in the object store; present when a record failed, or the whole file
public record BatchOutcome(
        JobId jobId,
        Duration timeToProcess,
        long totalCount,
        long succeededCount,
        long failedCount,
        Optional<String> logKey) {}
