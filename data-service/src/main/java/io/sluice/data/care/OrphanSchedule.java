package io.sluice.data.care;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Looks for objects that nothing names, and removes them. Not at the start: an instance that restarts often
/// would list all objects each time.
@Singleton
class OrphanSchedule extends TableSchedule {
    OrphanSchedule(RemoveOrphans orphans, CareConfig config, MeterRegistry registry) {
        super("orphans", Duration.ofHours(1), config.orphanInterval(), () -> {
            var removed = registry.counter("sluice.data.sets.orphans.removed");
            EachTable.remove(orphans.tables(), orphans::remove, removed::increment);
            removed.increment(orphans.removeUnfinished());
        });
    }
}
