package io.sluice.validator.claim;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobId;
import io.sluice.objects.report.CheckFailure;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.job.AttemptResult;
import io.sluice.validator.job.AttemptResult.Origin;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts jobs, rows and bytes, and measures how long jobs take. No metric names a tenant.
final class JobMetrics {
    private final MeterRegistry registry;
    private final Counter internalErrors;
    /// When they began to wait. A job leaves when its claim is settled, so there are as many as claims in
    /// memory at most.
    private final Map<JobId, Long> unpublished = new ConcurrentHashMap<>();

    JobMetrics(MeterRegistry registry, WorkQueue<ClaimedWork> queue) {
        this.registry = registry;
        registry.gauge("sluice.validation.waiting", queue, WorkQueue::waiting);
        Gauge.builder("sluice.validation.unpublished.age", this, JobMetrics::unpublishedSeconds)
                .baseUnit("seconds")
                .description("Since the oldest job whose outcome is stored, but not published, began to wait for that")
                .register(registry);
        this.internalErrors = Counter.builder("sluice.validation.internal.errors")
                .description("Jobs that failed because Sluice could not check their files; each needs an operator")
                .register(registry);
    }

    /// The outcome of a job is stored. What follows waits for others.
    void waits(JobId job) {
        unpublished.putIfAbsent(job, System.nanoTime());
    }

    void waitsNoMore(JobId job) {
        unpublished.remove(job);
    }

    private double unpublishedSeconds() {
        var now = System.nanoTime();
        return unpublished.values().stream()
                .mapToDouble(since -> (double) (now - since) / 1e9)
                .max()
                .orElse(0);
    }

    void record(AttemptResult.Done done) {
        if (done.origin() == Origin.STORED_BEFORE) {
            registry.counter("sluice.validation.announced.again").increment();
            return;
        }
        var job = done.outcome();
        if (CheckFailure.isOutcome(job)) {
            internalErrors.increment();
        }
        var outcome = job.outcome().name().toLowerCase(Locale.ROOT);
        registry.counter("sluice.validation.rows").increment((double) job.rows());
        registry.counter("sluice.validation.bytes").increment((double) job.size());
        registry.counter("sluice.validation.errors").increment((double) job.errorCount());
        Timer.builder("sluice.validation.jobs")
                .description("Validated files by outcome, from the first attempt to the published outcome")
                .tag("outcome", outcome)
                .register(registry)
                .record(duration(job));
    }

    private static Duration duration(UploadValidated job) {
        return Duration.between(job.startedAt(), job.validatedAt());
    }
}
