package io.sluice.job.replay;

import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.job.folder.UnclaimedFile;
import io.sluice.job.history.FindLatestJob;
import io.sluice.job.history.Job;
import io.sluice.job.history.JobStatus;
import io.sluice.job.history.Jobs;
import io.sluice.job.history.LatestJob;
import io.sluice.job.history.LatestJob.Doubt;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Replays an ended job: its file is checked again as a new job, with the schema of now.
///
/// The new job replaces every other attempt of its day. So a later attempt, also one that waits or runs, is a
/// refusal unless the caller insists. This service knows the history; the one that has the files knows what
/// the history does not show yet, and which requests are repeats of earlier ones. So that one decides. While
/// the history is late, a later attempt could be missed, so nothing is replayed.
public final class ReplayJob {
    private static final String LATE =
            "Whether a later attempt of the same day exists is not known at the moment, because news of uploads arrives late. Try again in a moment, or send force.";

    private final Jobs jobs;
    private final FindLatestJob latest;
    private final FileReplays files;
    private final RecordedReplays replays;
    private final int jobsPerHour;
    private final Clock clock;

    /// @param jobsPerHour how many jobs a tenant may replay within an hour
    public ReplayJob(
            Jobs jobs, FindLatestJob latest, FileReplays files, RecordedReplays replays, int jobsPerHour, Clock clock) {
        this.jobs = jobs;
        this.latest = latest;
        this.files = files;
        this.replays = replays;
        this.jobsPerHour = jobsPerHour;
        this.clock = clock;
    }

    /// The result of a request.
    public sealed interface Result {
        /// The new job; that of the first request, when this one repeats it.
        record Replayed(Job job) implements Result {}

        /// The job has not ended yet.
        record StillRuns() implements Result {}

        /// The account has replayed as much as it may.
        record TooMany(int jobsPerHour, long bytesPerDay, Duration retryAfter) implements Result {}

        /// The file cannot be replayed.
        ///
        /// @param status 404, 409 or 503
        record Refused(int status, String detail) implements Result {}
    }

    /// Replays the job of a tenant, if its account has not replayed too much of late.
    ///
    /// @param bytesPerDay how many bytes the account may replay within a day
    public Uni<Result> replay(Job job, boolean force, Optional<String> idempotencyKey, long bytesPerDay) {
        return replays.timeToWait(job.ref(), jobsPerHour, bytesPerDay, clock.instant())
                .chain(wait -> wait.isPresent()
                        ? Uni.createFrom().item(new Result.TooMany(jobsPerHour, bytesPerDay, wait.get()))
                        : replay(job, force, idempotencyKey));
    }

    /// Replays the job.
    ///
    /// @param force whether the new job may replace a later attempt
    public Uni<Result> replay(Job job, boolean force, Optional<String> idempotencyKey) {
        if (job.status() == JobStatus.PROCESSING) {
            return Uni.createFrom().item(new Result.StillRuns());
        }
        if (!force && latest.doubt(job.ref().accountId()).equals(Optional.of(Doubt.EVENTS_LATE))) {
            return Uni.createFrom().item(new Result.Refused(503, LATE));
        }
        return laterAttempt(job.ref())
                .chain(later -> files.replay(new ReplayRequest(job.ref(), force, later, idempotencyKey)))
                .chain(answer -> switch (answer) {
                    case FileReplays.Answer.Claimed(var claim) -> newJob(claim).map(Result.Replayed::new);
                    case FileReplays.Answer.Refused(var status, var detail) ->
                        Uni.createFrom().item(new Result.Refused(status, detail));
                });
    }

    private Uni<Optional<String>> laterAttempt(JobRef job) {
        return latest.find(job.accountId(), job.sourceType(), job.dataDate()).map(found -> switch (found) {
            case LatestJob.Claimed(var newest) ->
                newest.ref().jobId().equals(job.jobId())
                        ? Optional.<String>empty()
                        : Optional.of("Job %s is a later attempt of the same day and %s."
                                .formatted(
                                        newest.ref().jobId(),
                                        newest.status() == JobStatus.PROCESSING ? "is being checked" : "has ended"));
            case LatestJob.Waiting(UnclaimedFile file, var attempt) ->
                Optional.of("A newer file of the same day waits: %s.".formatted(file.path()));
            case LatestJob.OnlyIgnored ignored -> Optional.<String>empty();
            case LatestJob.NothingReceived nothing -> Optional.<String>empty();
            // The watcher, which is asked next, knows of its folders.
            case LatestJob.NotKnown(var doubt) -> Optional.<String>empty();
        });
    }

    /// Its claim event arrives here some moments later.
    private Uni<Job> newJob(UploadClaimed claim) {
        var ref = claim.job();
        return jobs.byId(ref.accountId(), ref.jobId())
                .chain(known -> known.map(recorded -> Uni.createFrom().item(recorded))
                        .orElseGet(() -> jobs.latest(ref.accountId(), ref.sourceType(), ref.dataDate())
                                .map(newest -> Job.of(claim)
                                        .withAttempt(
                                                newest.flatMap(Job::attempt).orElse(0) + 1))));
    }
}
