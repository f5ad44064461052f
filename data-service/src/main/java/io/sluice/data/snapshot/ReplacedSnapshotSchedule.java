package io.sluice.data.snapshot;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.data.care.CareConfig;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;

/// Removes the files of snapshots that were replaced.
@Singleton
class ReplacedSnapshotSchedule extends TableSchedule {
    ReplacedSnapshotSchedule(RemoveReplacedSnapshots snapshots, CareConfig config, MeterRegistry registry) {
        super(
                "replaced-snapshots",
                config.careInterval(),
                () -> registry.counter("sluice.snapshots.files.removed").increment(snapshots.some()));
    }
}
