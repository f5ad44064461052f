package io.sluice.validator.job;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobRef;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A claimed file and the state of its attempts. Used by one thread at a time.
public final class UploadJob {
    /// Thousands of jobs may wait for the object store at once. An outcome with more errors is made again.
    private static final int MOST_ERRORS_HELD = 20;

    private final UploadClaimed claim;
    private FileAttributes expected;
    private @Nullable Instant startedAt;
    private int failures;
    private final Map<CheckFailure, Integer> causes = new EnumMap<>(CheckFailure.class);
    private @Nullable CheckFailure givenUp;
    private OptionalInt begun = OptionalInt.empty();
    private boolean reading;
    private @Nullable JobReport unstored;

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

    /// Counts a failed attempt that the file itself may have caused.
    ///
    /// @param attempts with this many of one cause, the file is given up
    void countFailure(CheckFailure cause, int attempts) {
        if (causes.merge(cause, 1, Integer::sum) >= attempts) {
            givenUp = cause;
        }
    }

    /// Attempts of all processes that began and did not end ([BegunAttempts]); empty before this one looked.
    OptionalInt begun() {
        return begun;
    }

    void setBegun(int attempts) {
        begun = OptionalInt.of(attempts);
    }

    /// Whether an attempt of this process is among them.
    boolean isReading() {
        return reading;
    }

    void setReading(boolean isReading) {
        reading = isReading;
    }

    /// The outcome of the unchanged file, with data, that an earlier attempt may have failed to store.
    Optional<JobReport> unstored() {
        return Optional.ofNullable(unstored);
    }

    /// The data file that only an unstored outcome names.
    Optional<DataFile> unstoredData() {
        return unstored().flatMap(JobReport::data);
    }

    /// Holds an outcome while it is being stored, if it saves the next attempt to write its data file again.
    void hold(JobReport made) {
        unstored = made.data().isPresent() && made.report().errors().size() <= MOST_ERRORS_HELD ? made : null;
    }

    /// The outcome that was held is none of the file any more.
    void forgetUnstored() {
        unstored = null;
    }

    /// Why the file is not checked any more: the next attempt only stores that as the outcome.
    Optional<CheckFailure> givenUp() {
        return Optional.ofNullable(givenUp);
    }
}
