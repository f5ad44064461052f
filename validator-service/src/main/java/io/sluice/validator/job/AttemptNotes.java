package io.sluice.validator.job;

import io.sluice.contracts.file.JobRef;

/// Keeps how many attempts to check a file began.
///
/// All methods throw [io.sluice.objects.ObjectStoreUnavailableException] if the object store is unavailable.
public interface AttemptNotes {
    /// The number; 0 when none was noted.
    int find(JobRef job);

    void put(JobRef job, int attempts);

    void remove(JobRef job);
}
