package io.sluice.validator.job;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A claimed file and the state of its attempts. Used by one thread at a time.
public final class UploadJob {
    private final UploadClaimed claim;
    private FileAttributes expected;
    private @Nullable Instant startedAt;
    private int failures;
    private int missing;

    public UploadJob(UploadClaimed claim) {
        this.claim = claim;
        this.expected = new FileAttributes(
                EntryType.FILE, claim.size(), claim.modifiedAt().truncatedTo(ChronoUnit.SECONDS));
    }

    public UploadClaimed claim() {
        return claim;
    }

    public JobRef ref() {
        return claim.job();
    }

    /// The size and time that the file must have to be read: those of the claim, or those seen after a
    /// change.
    FileAttributes expected() {
        return expected;
    }

    /// Sets what the next attempt expects, after the file changed.
    void expect(FileAttributes changed) {
        expected = changed;
    }

    /// The start of the first attempt.
    Instant started(Instant now) {
        if (startedAt == null) {
            startedAt = now;
        }
        return startedAt;
    }

    /// Counts a failed attempt.
    ///
    /// @return the number of failed attempts so far
    int countFailure() {
        return ++failures;
    }

    /// Counts an attempt that found no file.
    ///
    /// @return the number of such attempts so far
    int countMissing() {
        return ++missing;
    }
}
