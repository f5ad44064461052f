package io.sluice.data.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.account.AccountState;
import io.sluice.data.batch.BatchFiles;
import io.sluice.data.batch.BatchProgress;
import io.sluice.data.batch.ImportBatch;
import io.sluice.data.batch.ImportLimits;
import io.sluice.data.batch.Imports;
import io.sluice.data.outcome.OutcomeSchedule;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.gzip.UnpackLimits;
import io.sluice.engine.key.KeyMemory;
import io.sluice.events.RetryPolicy;
import io.sluice.events.account.AccountView;
import io.sluice.threads.queue.WorkQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Creates the plain Java classes of the import.
@ApplicationScoped
class ImportBeans {
    private final ImportConfig config;
    private final WorkerCounts counts;

    ImportBeans(ImportConfig config, @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.config = config;
        this.counts = WorkerCounts.of(
                config.workers(), config.bigBatches(), Runtime.getRuntime().availableProcessors(), connections);
    }

    @Produces
    @Singleton
    WorkerCounts counts() {
        return counts;
    }

    @Produces
    @Singleton
    WorkQueue<BatchWork> queue() {
        return new WorkQueue<>(counts.bigBatches(), counts.ofAnAccount(), System::nanoTime);
    }

    @Produces
    @Singleton
    ImportBatch importBatch(
            RecordSources sources, AccountView accounts, BatchFiles files, Imports imports, BatchProgress progress) {
        return new ImportBatch(
                sources,
                account -> accounts.find(account)
                        .filter(facts -> facts.state() == AccountState.ERASED)
                        .isPresent(),
                files,
                imports,
                progress,
                limits(),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    ImportWorkers workers(
            WorkQueue<BatchWork> queue, ImportBatch importBatch, OutcomeSchedule outcomes, MeterRegistry registry) {
        return new ImportWorkers(
                queue,
                importBatch,
                new RetryPolicy(config.firstPause(), config.longestPause()),
                new RetryPolicy(config.firstFailurePause(), config.longestFailurePause()),
                new ImportMetrics(registry, queue),
                outcomes::wake);
    }

    private ImportLimits limits() {
        var directory = config.spillDirectory().orElse(KeyMemory.DEFAULTS.spillDirectory());
        requireFolder(directory);
        var shared = Runtime.getRuntime().maxMemory() / 2 / counts.workers();
        return new ImportLimits(
                new BatchLimits(
                        new UnpackLimits(config.maxUnpackedSize().asLongValue(), config.maxRatio()),
                        Math.toIntExact(config.maxLineSize().asLongValue()),
                        config.maxDepth(),
                        BatchLimits.DEFAULTS.maxValueLength()),
                new KeyMemory(Math.min(config.refMemory().asLongValue(), shared), directory),
                config.maxLogLines(),
                config.progressInterval(),
                config.maxComputing(),
                config.maxTemporary().asLongValue());
    }

    private static void requireFolder(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new IllegalArgumentException(
                    "sluice.import.spill-directory is %s, expected a folder that the service may write to"
                            .formatted(directory));
        }
    }
}
