package io.sluice.validator.data;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.JobRef;
import io.sluice.engine.batch.HashKey;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.data.DataObjects;
import io.sluice.validator.source.CompiledSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The data files of all jobs. Thread-safe.
public final class DayFiles {
    private static final Log LOG = Log.of(DayFiles.class);

    private final DataObjects objects;
    private final RandomGenerator random;
    private final int rowGroupBytes;
    private final WritingThreads threads;

    /// @param random names the files of attempts
    /// @param rowGroupBytes what each file that is being written may take of the memory
    public DayFiles(DataObjects objects, RandomGenerator random, int rowGroupBytes, WritingThreads threads) {
        this.objects = objects;
        this.random = random;
        this.rowGroupBytes = rowGroupBytes;
        this.threads = threads;
    }

    DayFile begin(JobRef job, CompiledSource source, Optional<HashKey> hashKey) {
        var attempt = HexFormat.of().toHexDigits(random.nextInt());
        return new DayFile(source, hashKey, DataKeys.dayFile(job, attempt), objects, rowGroupBytes, threads);
    }

    void discard(DataFile file) {
        try {
            objects.remove(file.key());
        } catch (ObjectStoreUnavailableException unavailable) {
            LOG.warn(
                    "the data file of an attempt that came too late stays until it is cleaned up",
                    field("key", file.key()),
                    cause(unavailable));
        }
    }
}
