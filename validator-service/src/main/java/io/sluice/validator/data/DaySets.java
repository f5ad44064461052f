package io.sluice.validator.data;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobRef;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.schema.Sensitivity;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.report.JobReport;
import io.sluice.validator.source.CompiledSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

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

    private final DayObjects objects;
    private final HashKeys hashKeys;
    private final DaySwaps swaps;
    private final RandomGenerator random;
    private final boolean enabled;

    /// @param random names the files of attempts
    /// @param enabled whether accepted files become data at all
    public DaySets(DayObjects objects, HashKeys hashKeys, DaySwaps swaps, RandomGenerator random, boolean enabled) {
        this.objects = objects;
        this.hashKeys = hashKeys;
        this.swaps = swaps;
        this.random = random;
        this.enabled = enabled;
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
        if (!enabled) {
            return Optional.empty();
        }
        var attempt = HexFormat.of().toHexDigits(random.nextInt());
        return Optional.of(new DayFile(source, hashKey, DataKeys.dayFile(job, attempt), objects));
    }

    /// Removes a file that no outcome names. That it stays does no harm but for its bytes.
    public void discard(DataFile file) {
        try {
            objects.remove(file.key());
        } catch (ObjectStoreUnavailableException unavailable) {
            LOG.warn(
                    "the data file of an attempt that came too late stays until it is cleaned up",
                    field("key", file.key()),
                    cause(unavailable));
        }
    }

    /// Makes the accepted rows of a stored outcome the data of its day; nothing if the file was refused.
    ///
    /// An outcome with accepted rows but without a file was stored while files did not become data. It is no
    /// reason to empty the day.
    ///
    /// @throws DataServiceUnavailableException if data-service gives no usable response
    public void swap(JobReport stored) {
        var outcome = stored.outcome();
        var isComplete = stored.data().isPresent() || outcome.rowsAccepted() == 0;
        if (enabled && outcome.outcome() == Outcome.SUCCESS && isComplete) {
            swaps.swap(new DaySwap(outcome.job(), outcome.schemaVersion(), stored.data()));
        }
    }
}
