package io.sluice.data.care;

import io.sluice.data.table.DataSetMetrics;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Looks for objects that nothing names, and removes them. Not at the start: an instance that restarts often
/// would list all objects each time.
@Singleton
class OrphanSchedule extends TableSchedule {
    OrphanSchedule(RemoveOrphans orphans, CareConfig config, DataSetMetrics metrics) {
        super("orphans", Duration.ofHours(1), config.orphanInterval(), () -> {
            EachTable.remove(orphans.tables(), orphans::remove, metrics::orphansRemoved);
            metrics.orphansRemoved(orphans.removeUnfinished());
        });
    }
}
