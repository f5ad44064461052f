package io.sluice.validator.job;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.JobRef;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.ValidationRun;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.Verdict;
import io.sluice.validator.data.DayFile;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.source.CompiledSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks a file and writes its accepted rows. Used by one thread.
///
/// Duplicates that are found only at the file's end are among the rows that were written. If the file is
/// accepted without them ([#needsSecondPass]), its bytes are read again and the rows are written anew.
final class FileCheck implements AutoCloseable {
    private final JobRef job;
    private final CompiledSource source;
    private final ValidationPlan plan;
    private final DaySets daySets;
    private final Optional<HashKey> hashKey;
    private final ValidationRun run;
    private Optional<DayFile> file;
    private @Nullable Report report;
    private @Nullable ValidationRun second;

    FileCheck(JobRef job, CompiledSource source, ValidationPlan plan, KeyMemory memory, DaySets daySets) {
        this.job = job;
        this.source = source;
        this.plan = plan;
        this.daySets = daySets;
        hashKey = daySets.hashKey(job, source);
        file = daySets.begin(job, source, hashKey);
        run = file.map(rows -> plan.newRun(memory, rows)).orElseGet(() -> plan.newRun(memory));
    }

    /// Takes the next bytes of the file, in the first pass or the second.
    void accept(byte[] buffer, int length) {
        var current = current();
        if (!current.ended()) {
            current.accept(buffer, 0, length);
        }
    }

    /// Bytes that are kept of a record that is not at its end yet.
    long recordBytes() {
        return current().recordBytes();
    }

    /// Data rows read so far in this pass.
    long rows() {
        return current().rows();
    }

    private ValidationRun current() {
        return second == null ? run : second;
    }

    /// Ends the pass. The report is that of the first one.
    Report finish() {
        if (second != null) {
            second.finish();
        } else {
            report = run.finish();
        }
        return checked();
    }

    /// Whether the file is accepted, but not all rows that were written.
    boolean needsSecondPass() {
        return isAccepted() && file.isPresent() && run.refused().isPresent();
    }

    /// Begins with the first byte of the same file again.
    void beginSecondPass() {
        file.ifPresent(DayFile::close);
        file = daySets.begin(job, source, hashKey);
        second = plan.newRun(refused(), file.orElseThrow());
    }

    private RefusedLines refused() {
        return run.refused().orElseThrow();
    }

    /// Makes the data file of the accepted rows; empty if there are none, or the file is refused.
    ///
    /// @throws io.sluice.objects.ObjectStoreUnavailableException if the object store is unavailable
    Optional<DataFile> data() {
        return isAccepted() && checked().rowsAccepted() > 0
                ? file.map(written -> written.finish(checked().rowsAccepted()))
                : Optional.empty();
    }

    private boolean isAccepted() {
        return checked().verdict(source.schema().acceptance()) != Verdict.REFUSED;
    }

    private Report checked() {
        var made = report;
        if (made == null) {
            throw new IllegalStateException("the file was not read to its end");
        }
        return made;
    }

    /// Removes temporary files, and what was sent of a data file that was not made.
    @Override
    public void close() {
        try (run) {
            if (second != null) {
                second.close();
            }
            file.ifPresent(DayFile::close);
        }
    }
}
