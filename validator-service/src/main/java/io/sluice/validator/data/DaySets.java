package io.sluice.validator.data;

import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobRef;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.schema.Sensitivity;
import io.sluice.events.log.Log;
import io.sluice.validator.source.CompiledSource;
import java.util.Optional;
import java.util.function.Predicate;

/// Turns accepted files into the data of their days (spec 5 section 1).
///
/// | step | if the process dies after it |
/// |---|---|
/// | the rows are written while the file is checked | the unfinished upload is removed after 48 hours |
/// | the object is finished, if the file is accepted | the object is an orphan, removed after 48 hours |
/// | the outcome is stored with the file's name | the next attempt swaps it |
/// | the day is swapped | the next attempt swaps it again, which changes nothing |
///
/// Thread-safe.
public final class DaySets {
    private static final Log LOG = Log.of(DaySets.class);

    private final DayFiles files;
    private final HashKeys hashKeys;
    private final DaySwaps swaps;
    private final boolean enabled;
    private final Predicate<AccountId> erased;
    private final Runnable acceptedWithoutData;

    /// @param erased whether the account is on its way out: nothing of it becomes data, and data-service
    /// refuses its swaps for ever
    /// @param enabled whether accepted files become data at all
    /// @param acceptedWithoutData counts accepted files whose rows did not become data
    public DaySets(
            DayFiles files,
            HashKeys hashKeys,
            DaySwaps swaps,
            Predicate<AccountId> erased,
            boolean enabled,
            Runnable acceptedWithoutData) {
        this.files = files;
        this.hashKeys = hashKeys;
        this.swaps = swaps;
        this.erased = erased;
        this.enabled = enabled;
        this.acceptedWithoutData = acceptedWithoutData;
    }

    /// The key for the sensitive values of a file. Asked for once a job, and only if it is needed.
    ///
    /// @throws io.sluice.schemas.SchemaServiceUnavailableException if schema-service gives no usable response
    public Optional<HashKey> hashKey(JobRef job, CompiledSource source) {
        return enabled
                        && source.schema().fields().stream()
                                .anyMatch(field -> field.sensitivity() instanceof Sensitivity.Hash)
                ? hashKeys.of(job.accountId())
                : Optional.empty();
    }

    /// The data file of one pass over a file; empty if files do not become data.
    public Optional<DayFile> begin(JobRef job, CompiledSource source, Optional<HashKey> hashKey) {
        return enabled ? Optional.of(files.begin(job, source, hashKey)) : Optional.empty();
    }

    /// Removes a file that no outcome names. That it stays does no harm but for its bytes.
    public void discard(DataFile file) {
        files.discard(file);
    }

    /// Makes the accepted rows of a stored outcome the data of its day; nothing if the file was refused.
    ///
    /// An outcome with accepted rows but without a file was stored while files did not become data. It is no
    /// reason to empty the day; a replay of the job writes its rows.
    ///
    /// @throws DataServiceUnavailableException if data-service gives no usable response
    /// @throws DaySwapRefusedException if data-service refuses this swap
    public void swap(UploadValidated outcome, Optional<DataFile> data) {
        if (!enabled || outcome.outcome() != Outcome.SUCCESS) {
            return;
        }
        if (data.isEmpty() && outcome.rowsAccepted() > 0) {
            acceptedWithoutData.run();
            LOG.warn(
                    "a file was accepted without data, because a validator checked it that writes none; replay the job",
                    job(outcome.job()),
                    field("rows", outcome.rowsAccepted()),
                    field("acceptedAt", outcome.validatedAt()));
            return;
        }
        if (erased.test(outcome.job().accountId())) {
            LOG.info("an accepted file became no data, because its account is erased", job(outcome.job()));
            return;
        }
        var swapped = swaps.swap(new DaySwap(outcome.job(), outcome.schemaVersion(), data));
        if (!swapped.current()) {
            LOG.info(
                    "an accepted file did not become the data of its day, because a later job of the day came first",
                    job(outcome.job()),
                    field("snapshotId", swapped.snapshotId()));
        }
    }
}
