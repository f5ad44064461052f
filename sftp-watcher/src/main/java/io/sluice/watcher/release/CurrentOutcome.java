package io.sluice.watcher.release;

import io.sluice.contracts.event.UploadValidated;
import io.sluice.objects.report.JobReport;
import io.sluice.volume.Volume;
import io.sluice.watcher.claim.ClaimFolder;
import io.sluice.watcher.claim.JobOutcomes;

/// Finds out whether an outcome was replaced after it was published. Only that of a claim that was announced
/// again can be, so the object store is asked for no other. Thread-safe.
public final class CurrentOutcome {
    private final Volume volume;
    private final JobOutcomes outcomes;

    public CurrentOutcome(Volume volume, JobOutcomes outcomes) {
        this.volume = volume;
        this.outcomes = outcomes;
    }

    UploadValidated current(UploadValidated published) {
        return ClaimFolder.wasAnnouncedAgain(volume, published.job())
                ? outcomes.find(published.job()).map(JobReport::outcome).orElse(published)
                : published;
    }
}
