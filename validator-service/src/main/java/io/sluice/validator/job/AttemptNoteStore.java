package io.sluice.validator.job;

import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.AttemptStore;
import jakarta.enterprise.context.ApplicationScoped;

/// Keeps the numbers in the object store.
@ApplicationScoped
class AttemptNoteStore implements AttemptNotes {
    private final AttemptStore store;

    AttemptNoteStore(AttemptStore store) {
        this.store = store;
    }

    @Override
    public int find(JobRef job) {
        return store.find(job).orElse(0);
    }

    @Override
    public void put(JobRef job, int attempts) {
        store.put(job, attempts);
    }

    @Override
    public void remove(JobRef job) {
        store.remove(job);
    }
}
