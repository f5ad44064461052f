package io.sluice.data.care;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;

/// Looks for files of days that were replaced, and removes them.
@Singleton
class CareSchedule extends TableSchedule {
    private static final int TABLES = 1_000;

    CareSchedule(RemoveReplacedFiles files, CareConfig config, MeterRegistry registry) {
        super(
                "replaced-files",
                config.careInterval(),
                () -> EachTable.remove(
                        files.due(TABLES),
                        files::remove,
                        registry.counter("sluice.data.sets.files.removed")::increment));
    }
}
