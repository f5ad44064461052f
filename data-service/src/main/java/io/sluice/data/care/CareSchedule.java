package io.sluice.data.care;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Shutdown;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.data.care.DataSets.Table;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/// Runs the searches. Two instances that run them at the same time disturb nobody: each change of a table has
/// its lock, and an object is removed twice without harm.
@ApplicationScoped
class CareSchedule {
    private static final Log LOG = Log.of(CareSchedule.class);
    private static final int TABLES = 1_000;

    private final RemoveReplacedFiles replacedFiles;
    private final RemoveOrphans orphans;
    private final Counter filesRemoved;
    private final Counter orphansRemoved;
    private final AtomicBoolean stopped = new AtomicBoolean();

    CareSchedule(RemoveReplacedFiles replacedFiles, RemoveOrphans orphans, MeterRegistry registry) {
        this.replacedFiles = replacedFiles;
        this.orphans = orphans;
        this.filesRemoved = registry.counter("sluice.data.sets.files.removed");
        this.orphansRemoved = registry.counter("sluice.data.sets.orphans.removed");
    }

    @Scheduled(every = "${sluice.data-sets.care-interval}", concurrentExecution = ConcurrentExecution.SKIP)
    void removeReplacedFiles() {
        try {
            each(replacedFiles.due(TABLES), replacedFiles::remove, filesRemoved);
        } catch (DatabaseUnavailableException unavailable) {
            LOG.warn("replaced files cannot be looked for, the next run does", cause(unavailable));
        }
    }

    /// Not at the start: an instance that restarts often would list all objects each time.
    @Scheduled(
            every = "${sluice.data-sets.orphan-interval}",
            delayed = "1h",
            concurrentExecution = ConcurrentExecution.SKIP)
    void removeOrphans() {
        try {
            each(orphans.tables(), orphans::remove, orphansRemoved);
        } catch (ObjectStoreUnavailableException unavailable) {
            LOG.warn("orphans cannot be looked for, the next run does", cause(unavailable));
        }
    }

    /// A table that fails holds up no other.
    private void each(List<Table> tables, ToIntFunction<Table> work, Counter counter) {
        for (var table : tables) {
            if (stopped.get()) {
                return;
            }
            try {
                counter.increment(work.applyAsInt(table));
            } catch (RuntimeException failed) {
                LOG.warn(
                        "what a table does not need could not be removed, the next run goes on",
                        account(table.account()),
                        source(table.source()),
                        cause(failed));
            }
        }
    }

    @Shutdown
    void stop() {
        stopped.set(true);
    }
}
