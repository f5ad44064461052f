package io.sluice.validator.job;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.FileAttributes.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A claimed file on its way to an outcome, over any number of attempts. Used by one thread at a time.
public final class UploadJob {
    private final UploadClaimed claim;
    private FileAttributes expected;
    private @Nullable Instant startedAt;
    private int failures;
    private int missing;

    public UploadJob(UploadClaimed claim) {
        this.claim = claim;
        this.expected =
                new FileAttributes(Kind.FILE, claim.size(), claim.modifiedAt().truncatedTo(ChronoUnit.SECONDS));
    }

    public UploadClaimed claim() {
        return claim;
    }

    public JobRef ref() {
        return claim.job();
    }

    /// The file as it was when it was last looked at outside a reading: at the claim, or after it had
    /// changed.
    FileAttributes expected() {
        return expected;
    }

    /// The file is another one now; the next attempt reads it if it stays as it is.
    void expect(FileAttributes changed) {
        expected = changed;
    }

    /// When the first attempt began.
    Instant started(Instant now) {
        if (startedAt == null) {
            startedAt = now;
        }
        return startedAt;
    }

    /// How many attempts in a row did not come to an end, this one included.
    int failed() {
        return ++failures;
    }

    /// How often the file was not there, this time included.
    int foundMissing() {
        return ++missing;
    }
}
