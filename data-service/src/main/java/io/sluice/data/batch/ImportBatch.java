package io.sluice.data.batch;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import io.sluice.data.source.RecordSource;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchPlan;
import io.sluice.engine.batch.BatchReport;
import io.sluice.engine.batch.BatchRun;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.schemas.SchemaServiceUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Imports a batch. It changes the entities, keeps the outcome and announces it in one transaction, so a
/// batch that has no outcome has done nothing and is imported from its start.
///
/// | what happens | result |
/// |---|---|
/// | the batch has an outcome | nothing more |
/// | the file is read | its good records are imported, the others stand in the log |
/// | the file as a whole cannot be read, or the account is erased | an outcome with one line of log |
/// | a dependency is unavailable, or another attempt is at work | retry, without end |
/// | the attempt fails unexpectedly, or the process dies in it | retry, up to 5 times; then an outcome with one line of
/// log |
///
/// Thread-safe.
public final class ImportBatch {
    /// Attempts that began in any process and did not end.
    static final int MAX_BEGUN = 5;

    private static final BatchLogLine INTERNAL_ERROR = BatchLogLine.ofFile(
            500,
            "internal-error",
            "Could not be imported: Sluice failed, and not because of the file; ask the platform team");
    private static final BatchLogLine ERASED =
            BatchLogLine.ofFile(403, "account-erased", "The account is erased: nothing is imported");

    private final RecordSources sources;
    private final Predicate<AccountId> isErased;
    private final BatchFiles files;
    private final Imports imports;
    private final BatchProgress progress;
    private final ImportLimits limits;
    private final Clock clock;

    /// @param isErased whether the account facts say that the account is erased
    public ImportBatch(
            RecordSources sources,
            Predicate<AccountId> isErased,
            BatchFiles files,
            Imports imports,
            BatchProgress progress,
            ImportLimits limits,
            Clock clock) {
        this.sources = sources;
        this.isErased = isErased;
        this.files = files;
        this.imports = imports;
        this.progress = progress;
        this.limits = limits;
        this.clock = clock;
    }

    /// Makes one attempt; blocks while it reads and writes. The caller reports an exception to the batch
    /// ([PendingBatch#failedUnexpectedly]).
    public ImportResult attempt(PendingBatch pending) {
        try {
            var claim = imports.claim(pending.batch().batchRef());
            if (claim.isEmpty()) {
                return new ImportResult.RetryLater("another attempt is at work", ImportResult.Cause.BATCH);
            }
            try (var _ = claim.get()) {
                return importUnlessFinished(pending);
            }
        } catch (SchemaServiceUnavailableException
                | ObjectStoreUnavailableException
                | DatabaseUnavailableException unavailable) {
            return new ImportResult.RetryLater(String.valueOf(unavailable.getMessage()), ImportResult.Cause.DEPENDENCY);
        }
    }

    /// The process stops in an attempt: that is no failure of the batch.
    public void interrupted(PendingBatch pending) {
        if (pending.isNoted()) {
            pending.setNoted(false);
            imports.survived(pending.batch().batchRef());
        }
    }

    private ImportResult importUnlessFinished(PendingBatch pending) {
        var batch = pending.batch();
        if (imports.isFinished(batch.batchRef())) {
            return new ImportResult.FinishedBefore();
        }
        if (!pending.isNoted()) {
            var begun = imports.begin(batch);
            pending.setNoted(true);
            if (begun > MAX_BEGUN) {
                return finish(batch, INTERNAL_ERROR);
            }
        }
        return importUnlessErased(batch);
    }

    private ImportResult importUnlessErased(BatchReceived batch) {
        if (isErased.test(batch.accountId())) {
            return finish(batch, ERASED);
        }
        // A wrong address also answers 404, and no batch may fail for that.
        return read(
                batch,
                sources.of(batch.accountId())
                        .orElseThrow(() -> new SchemaServiceUnavailableException(
                                "schema-service knows no account %s, but a batch of it was received; check sluice.schema-service.url"
                                        .formatted(batch.accountId()),
                                null)));
    }

    private ImportResult read(BatchReceived batch, List<RecordSource> known) {
        var startedAt = clock.instant();
        var plan = new BatchPlan(
                known.stream()
                        .collect(Collectors.toMap(
                                source -> source.batchSchema().value(),
                                RecordSource::schema,
                                (earlier, later) -> later)),
                limits.batch());
        try (var log = newLog();
                var stage = imports.stage(batch, known)) {
            var report = read(batch, plan, new StagedRecords(stage, log));
            if (report.fault().isPresent()) {
                log.clear();
                log.add(BatchLogLine.ofFile(
                        400, "file-error", report.fault().get().message()));
                return finish(batch, stage, log, startedAt);
            }
            return merge(batch, stage, log, report.total(), startedAt);
        }
    }

    private BatchReport read(BatchReceived batch, BatchPlan plan, StagedRecords records) {
        var meter = new ProgressMeter(batch, progress, clock, limits.progressInterval());
        try (var run = new BatchRun(plan, limits.refs(), records)) {
            files.read(batch.objectKey(), (buffer, length) -> {
                run.accept(buffer, 0, length);
                meter.read(length, records.accepted(), records.refused());
                return !run.ended();
            });
            return run.finish();
        }
    }

    private ImportResult merge(BatchReceived batch, Stage stage, RefusalLog log, long total, Instant startedAt) {
        if (!stage.begin()) {
            return new ImportResult.FinishedBefore();
        }
        var taken = stage.merge(refused -> log.add(refused.logLine()));
        return commit(batch, stage, log, total, log.count(), taken, startedAt);
    }

    private ImportResult finish(BatchReceived batch, BatchLogLine line) {
        try (var log = newLog();
                var stage = imports.stage(batch, List.of())) {
            log.add(line);
            return finish(batch, stage, log, clock.instant());
        }
    }

    /// Ends the batch without changing an entity.
    private ImportResult finish(BatchReceived batch, Stage stage, RefusalLog log, Instant startedAt) {
        return stage.begin()
                ? commit(batch, stage, log, 0, 0, List.of(), startedAt)
                : new ImportResult.FinishedBefore();
    }

    /// The log comes first: an outcome must not name a log that is not there.
    private ImportResult commit(
            BatchReceived batch,
            Stage stage,
            RefusalLog log,
            long total,
            long failed,
            List<BatchFinished.Source> taken,
            Instant startedAt) {
        var logKey = log.count() == 0
                ? Optional.<String>empty()
                : Optional.of(files.storeLog(batch.accountId(), batch.batchRef(), log));
        var event = new BatchFinished(
                batch.batchRef(),
                batch.accountId(),
                JobId.ofBatch(batch.batchRef(), batch.receivedAt()),
                logKey.isPresent() ? Outcome.FAILED : Outcome.SUCCESS,
                total,
                total - failed,
                failed,
                taken,
                log.first(),
                logKey,
                batch.size(),
                batch.receivedAt(),
                startedAt,
                clock.instant());
        stage.commit(event);
        return new ImportResult.Finished(event);
    }

    private RefusalLog newLog() {
        return new RefusalLog(limits.refs().spillDirectory(), limits.maxLogLines());
    }
}
