package io.sluice.job.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The events of a job.
///
/// | event | time relative to the claim |
/// |---|---|
/// | received | 60 s before |
/// | started | 1 s after |
/// | ended | 10 s after |
///
/// @param claimedAt also the time in the job's id
public record TestJob(JobRef ref, Instant claimedAt) {

    public static TestJob of(AccountId account, String source, String date, Instant claimedAt) {
        var id = JobId.at(claimedAt.toEpochMilli());
        return new TestJob(
                new JobRef(
                        id,
                        account,
                        new SourceType(source),
                        DataDate.of(date).orElseThrow(),
                        "%s_%s.csv".formatted(date, source)),
                claimedAt);
    }

    public JobId id() {
        return ref.jobId();
    }

    public UploadClaimed claimed() {
        return UploadClaimed.of(ref, 1_000, claimedAt.minusSeconds(90), receivedAt(), claimedAt);
    }

    public JobProgressed progressed(long rows, int secondsAfterClaim) {
        return new JobProgressed(ref, rows, rows * 10, 1_000, 1, claimedAt.plusSeconds(secondsAfterClaim));
    }

    public JobFinished succeeded(long rows) {
        return finished(Outcome.SUCCESS, rows, rows, 0, Optional.empty());
    }

    public JobFinished failed(String message) {
        return finished(Outcome.FAILED, 1_204, 1_201, 3, Optional.of(message));
    }

    public JobFinished finished(
            Outcome outcome, long rows, long rowsAccepted, long errors, Optional<String> errorMessage) {
        var endedAt = claimedAt.plusSeconds(10);
        return new JobFinished(
                new UploadValidated(
                        ref,
                        outcome,
                        "Order then",
                        7,
                        rows,
                        rowsAccepted,
                        errors,
                        errorMessage,
                        List.of(),
                        errors > 0,
                        1_000,
                        Optional.of("00".repeat(32)),
                        receivedAt(),
                        claimedAt.plusSeconds(1),
                        endedAt),
                Optional.of((outcome == Outcome.SUCCESS ? "/processed/order/" : "/invalid/order/") + ref.fileName()),
                errors > 0 ? Optional.of("/invalid/order/" + ref.fileName() + ".errors.csv") : Optional.empty(),
                endedAt);
    }

    private Instant receivedAt() {
        return claimedAt.minusSeconds(60);
    }
}
