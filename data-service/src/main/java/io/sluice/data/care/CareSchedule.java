package io.sluice.data.care;

import io.sluice.data.table.DataSetMetrics;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;

/// Looks for files of days that were replaced, and removes them.
@Singleton
class CareSchedule extends TableSchedule {
    private static final int TABLES = 1_000;

    CareSchedule(RemoveReplacedFiles files, CareConfig config, DataSetMetrics metrics) {
        super(
                "replaced-files",
                config.careInterval(),
                () -> EachTable.remove(files.due(TABLES), files::remove, metrics::filesRemoved));
    }
}
