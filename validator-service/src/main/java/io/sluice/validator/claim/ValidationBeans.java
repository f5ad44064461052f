package io.sluice.validator.claim;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.events.RetryPolicy;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.job.AttemptNotes;
import io.sluice.validator.job.BegunAttempts;
import io.sluice.validator.job.ConcludeJob;
import io.sluice.validator.job.JobEvents;
import io.sluice.validator.job.Outcomes;
import io.sluice.validator.job.ReadUpload;
import io.sluice.validator.job.ValidateUpload;
import io.sluice.validator.memory.LargeRecords;
import io.sluice.validator.memory.UniqueMemory;
import io.sluice.validator.memory.WorkerMemory;
import io.sluice.validator.source.SourceSchemas;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Creates the plain Java classes of the validation.
@ApplicationScoped
class ValidationBeans {
    private final ValidationConfig config;
    private final WorkerCounts counts;

    ValidationBeans(ValidationConfig config) {
        this.config = config;
        this.counts = WorkerCounts.of(
                config.workers(), config.bigFiles(), Runtime.getRuntime().availableProcessors());
    }

    @Produces
    @Singleton
    WorkerCounts counts() {
        return counts;
    }

    @Produces
    @Singleton
    WorkerMemory workerMemory() {
        return new WorkerMemory(Runtime.getRuntime().maxMemory(), counts.workers());
    }

    @Produces
    @Singleton
    WorkQueue<ClaimedWork> queue() {
        return new WorkQueue<>(counts.bigFiles(), counts.ofAnAccount(), System::nanoTime);
    }

    @Produces
    @Singleton
    Workers workers(
            WorkQueue<ClaimedWork> queue,
            SourceSchemas sources,
            Volumes volumes,
            Outcomes outcomes,
            AttemptNotes attempts,
            JobEvents jobEvents,
            UniqueMemory memory,
            DaySets daySets,
            MeterRegistry registry) {
        var volume = volumes.open(VolumeId.FIRST);
        var validate = new ValidateUpload(
                sources,
                new ReadUpload(
                        volume,
                        memory.ofJob(counts.workers()),
                        daySets,
                        new LargeRecords(Runtime.getRuntime().maxMemory())),
                new BegunAttempts(attempts),
                new ConcludeJob(outcomes, daySets, jobEvents),
                jobEvents,
                Clock.systemUTC(),
                config.progressInterval(),
                new RetryPolicy(config.firstPause(), config.longestPause()));
        return new Workers(queue, validate, new JobMetrics(registry, queue));
    }
}
