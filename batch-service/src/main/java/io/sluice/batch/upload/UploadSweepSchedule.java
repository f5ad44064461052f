package io.sluice.batch.upload;

import io.sluice.batch.announcement.BatchStored;
import io.sluice.batch.sweep.Sweeps;
import io.sluice.database.TablesMigrated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

/// Looks for stored files that no process recorded, again and again.
@ApplicationScoped
class UploadSweepSchedule {
    private final FindStoredUploads findStoredUploads;
    private final Event<BatchStored> stored;
    private final Sweeps sweeps;
    private final UploadConfig config;

    UploadSweepSchedule(
            FindStoredUploads findStoredUploads, Event<BatchStored> stored, Sweeps sweeps, UploadConfig config) {
        this.findStoredUploads = findStoredUploads;
        this.stored = stored;
        this.sweeps = sweeps;
        this.config = config;
    }

    void start(@Observes TablesMigrated tables) {
        sweeps.start(
                "stored-uploads",
                config.uploadSweep(),
                () -> findStoredUploads.run().invoke(found -> {
                    if (found > 0) {
                        stored.fire(new BatchStored());
                    }
                }));
    }
}
