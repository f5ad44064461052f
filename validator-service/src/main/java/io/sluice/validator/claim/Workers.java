package io.sluice.validator.claim;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.events.delivery.QueueWorkers;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.objects.report.CheckFailure;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.job.AttemptResult;
import io.sluice.validator.job.UploadJob;
import io.sluice.validator.job.ValidateUpload;
import java.time.Duration;
import java.util.function.Supplier;

/// The threads that validate claimed files. What follows a stored outcome is done beside them
/// ([Conclusions]).
///
/// | result of an attempt | the claim |
/// |---|---|
/// | done | is acknowledged |
/// | failure | is postponed |
/// | outcome that Kafka never takes | becomes a dead letter |
final class Workers extends QueueWorkers<ClaimedWork, AttemptResult> {
    private static final Log LOG = Log.of(Workers.class);
    /// All files wait for the same dependencies, so an outage is one line for all of them.
    private static final String DEPENDENCIES = "dependencies";

    private final WorkQueue<ClaimedWork> queue;
    private final ValidateUpload validate;
    private final JobMetrics metrics;
    private final Conclusions conclusions = new Conclusions();
    private final Outages outages = new Outages(LOG);

    Workers(WorkQueue<ClaimedWork> queue, ValidateUpload validate, JobMetrics metrics) {
        super("validation", queue);
        this.queue = queue;
        this.validate = validate;
        this.metrics = metrics;
    }

    @Override
    public void stop(Duration timeout) throws InterruptedException {
        super.stop(timeout);
        conclusions.stop(timeout);
    }

    @Override
    protected AttemptResult attempt(ClaimedWork work) {
        return attempt(work.job(), () -> validate.check(work.job()));
    }

    @Override
    protected void follow(Task<ClaimedWork> task, AttemptResult result) {
        if (!(result instanceof AttemptResult.Stored stored)) {
            end(task, result);
        } else if (!conclusions.isTaken(() -> concludeApart(task, stored))) {
            conclude(task, stored);
        }
    }

    /// What a worker throws, its supervisor logs; here nobody does. The claim is delivered again after the
    /// next start.
    private void concludeApart(Task<ClaimedWork> task, AttemptResult.Stored stored) {
        try {
            conclude(task, stored);
        } catch (RuntimeException | Error unexpected) {
            LOG.error(
                    unexpected,
                    "a claim could not be settled, it is delivered again after the next start",
                    job(task.work().job().ref()));
        }
    }

    private void conclude(Task<ClaimedWork> task, AttemptResult.Stored stored) {
        var job = task.work().job();
        metrics.waits(job.ref().jobId());
        end(task, attempt(job, () -> validate.conclude(job, stored)));
    }

    private AttemptResult attempt(UploadJob job, Supplier<AttemptResult> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException | Error unexpected) {
            LOG.error(unexpected, "validation failed unexpectedly", job(job.ref()));
            return validate.unexpectedFailure(job, unexpected);
        }
    }

    /// The queue first: whatever fails after it, the next file of the lane gets its turn.
    @Override
    protected void settle(Task<ClaimedWork> task, AttemptResult result) {
        var job = task.work().job().ref();
        switch (result) {
            case AttemptResult.Stored _ ->
                throw new IllegalStateException("a stored outcome is concluded before its claim is settled");
            case AttemptResult.Done done -> {
                queue.finished(task);
                metrics.waitsNoMore(job.jobId());
                metrics.record(done);
                task.work().delivery().acknowledge();
                outages.over(DEPENDENCIES, "files are validated again");
                outages.over(job.jobId().value(), "a postponed file was validated", job(job));
                LOG.info(
                        "file validated",
                        field("outcome", done.outcome().outcome()),
                        field("origin", done.origin()),
                        job(job),
                        field("rows", done.outcome().rows()),
                        field("errors", done.outcome().errorCount()));
                if (CheckFailure.isOutcome(done.outcome())) {
                    LOG.error(
                            "a file could not be checked and its job failed; find the cause in the log and replay the job",
                            job(job),
                            field(
                                    "cause",
                                    done.outcome().firstErrors().getFirst().message()));
                }
            }
            case AttemptResult.Unpublishable(var reason) -> {
                queue.finished(task);
                metrics.waitsNoMore(job.jobId());
                task.work().delivery().deadLetter(reason);
                LOG.error(
                        "the outcome of a file cannot be published, its claim becomes a dead letter",
                        job(job),
                        field("cause", reason));
            }
            case AttemptResult.RetryLater later -> {
                queue.postpone(task, later.delay());
                report(job, later);
            }
        }
    }

    private void report(JobRef job, AttemptResult.RetryLater later) {
        switch (later.cause()) {
            case DEPENDENCY ->
                outages.report(
                        DEPENDENCIES,
                        "files wait for a dependency and are tried again until it works",
                        job(job),
                        field("cause", later.reason()));
            case FILE ->
                outages.report(
                        job.jobId().value(), "file postponed, tried again", job(job), field("cause", later.reason()));
        }
    }

    @Override
    protected boolean isDependencyFailure(AttemptResult result) {
        return result instanceof AttemptResult.RetryLater(var reason, var cause, var delay)
                && cause == AttemptResult.Cause.DEPENDENCY;
    }
}
