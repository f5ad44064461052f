package io.sluice.validator.claim;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.objects.report.CheckFailure;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.job.AttemptResult;
import io.sluice.validator.job.AttemptResult.Origin;
import java.time.Duration;
import java.util.Locale;

/// Counts jobs, rows and bytes, and measures how long jobs take. No metric names a tenant.
final class JobMetrics {
    private final MeterRegistry registry;
    private final Counter internalErrors;

    JobMetrics(MeterRegistry registry, WorkQueue<ClaimedWork> queue) {
        this.registry = registry;
        registry.gauge("sluice.validation.waiting", queue, WorkQueue::waiting);
        this.internalErrors = Counter.builder("sluice.validation.internal.errors")
                .description("Jobs that failed because Sluice could not check their files; each needs an operator")
                .register(registry);
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
