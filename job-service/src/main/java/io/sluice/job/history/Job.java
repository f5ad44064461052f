package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One attempt to process one file, as far as its events have arrived.
///
/// @param sourceName the source's name when the file was checked; known at the end
/// @param attempt from 1, counted over all jobs of the same account, source and data date; empty in live
/// events
/// @param receivedAt when the upload arrived; empty while only progress events have arrived
/// @param startedAt when the file was claimed; before its claim event, the time of the first known event
/// @param rows data rows read so far; after the end, all
/// @param errorCount errors found so far; after the end, all
/// @param replayOf the previous job of the same file; empty when the file was uploaded
/// @param ending empty while the job runs
public record Job(
        JobRef ref,
        Optional<String> sourceName,
        Optional<Integer> attempt,
        Optional<Instant> receivedAt,
        Instant startedAt,
        long rows,
        long errorCount,
        Optional<JobId> replayOf,
        Optional<Ending> ending)
        implements RecordedJob {

    public static Job of(UploadClaimed event) {
        return running(event.job(), Optional.of(event.receivedAt()), event.claimedAt(), 0, 0, event.replayOf());
    }

    public static Job of(JobProgressed event) {
        return running(event.job(), Optional.empty(), event.at(), event.rows(), event.errorCount(), Optional.empty());
    }

    public static Job of(JobFinished event) {
        var validated = event.validated();
        return new Job(
                event.job(),
                Optional.of(validated.sourceName()),
                Optional.empty(),
                Optional.of(validated.receivedAt()),
                validated.startedAt(),
                validated.rows(),
                validated.errorCount(),
                Optional.empty(),
                Optional.of(new Ending(
                        validated.outcome(),
                        event.finishedAt(),
                        validated.size(),
                        validated.schemaVersion(),
                        validated.rowsAccepted(),
                        validated.errorMessage(),
                        validated.warnings())));
    }

    private static Job running(
            JobRef ref,
            Optional<Instant> receivedAt,
            Instant startedAt,
            long rows,
            long errorCount,
            Optional<JobId> replayOf) {
        return new Job(
                ref,
                Optional.empty(),
                Optional.empty(),
                receivedAt,
                startedAt,
                rows,
                errorCount,
                replayOf,
                Optional.empty());
    }

    public JobStatus status() {
        return JobStatus.of(ending.map(Ending::outcome));
    }

    @Override
    public JobId jobId() {
        return ref.jobId();
    }

    @Override
    public AccountId accountId() {
        return ref.accountId();
    }

    /// The same job with its number among the attempts of its day.
    public Job withAttempt(int number) {
        return new Job(ref, sourceName, Optional.of(number), receivedAt, startedAt, rows, errorCount, replayOf, ending);
    }

    /// How a job ended. It never changes.
    ///
    /// @param size bytes of the file
    public record Ending(
            Outcome outcome,
            Instant at,
            long size,
            int schemaVersion,
            long rowsAccepted,
            Optional<String> errorMessage,
            List<JobWarning> warnings) {}
}
