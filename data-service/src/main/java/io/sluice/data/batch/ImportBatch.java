package io.sluice.data.batch;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import io.sluice.data.batch.Imports.Claim;
import io.sluice.data.source.AccountSources;
import io.sluice.data.source.RecordSource;
import io.sluice.data.source.RecordSources;
import io.sluice.engine.batch.BatchPlan;
import io.sluice.engine.batch.BatchReport;
import io.sluice.engine.batch.BatchRun;
import io.sluice.engine.key.SpillException;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.schemas.SchemaServiceUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Imports a batch. It changes the entities, keeps the outcome and announces it in one transaction, so a
/// batch that has no outcome has done nothing and is imported from its start.
///
/// | what happens | result |
/// |---|---|
/// | the batch has an outcome | nothing more; an old outcome is published again |
/// | the file is read | its good records are imported, the others stand in the log |
/// | the file as a whole cannot be read | an outcome with one line of log |
/// | it takes too long to check, or three times too long to merge | the same |
/// | the account is erased | the same |
/// | a dependency is unavailable, or others have what it needs | retry, without end |
/// | its records fill the disk of the database, or are there when it fails | the same, later and later |
/// | the attempt fails unexpectedly, or the process dies in it | retry, up to 10 times; then as the file |
///
/// Thread-safe.
public final class ImportBatch {
    private static final Log LOG = Log.of(ImportBatch.class);

    /// Attempts that began in any process and did not end.
    static final int MAX_BEGUN = 10;

    private static final int MAX_TOO_LONG = 3;
    /// A batch in which so many processes died is imported alone, so that it takes no others along.
    private static final int SUSPECT = 2;

    private static final Duration WAIT_FOR_A_SUSPECT = Duration.ofSeconds(1);
    private static final Duration WAIT_FOR_THE_OTHERS = Duration.ofMinutes(1);
    private static final int BUFFER_BYTES = 1 << 16;

    private static final BatchLogLine INTERNAL_ERROR = BatchLogLine.ofFile(
            500,
            "internal-error",
            "Could not be imported: Sluice failed, and not because of the file; ask the platform team");
    private static final BatchLogLine NO_ROOM = BatchLogLine.ofFile(
            500,
            "no-room",
            "Could not be imported: Sluice had no room for its temporary files, in ten attempts; ask the platform team, or send the records in several batches");
    private static final BatchLogLine TOO_LONG_TO_MERGE = BatchLogLine.ofFile(
            400,
            "too-long",
            "Could not be imported: the records change the same entities so often that it took more than 14 minutes; send them in several batches");
    private static final BatchLogLine ERASED =
            BatchLogLine.ofFile(403, "account-erased", "The account is erased: nothing is imported");

    private record Attempt(
            BatchReceived batch, Stage stage, RefusalLog log, Instant startedAt, ImportTimes.Watch watch) {}

    private final RecordSources sources;
    private final Predicate<AccountId> isErased;
    private final BatchFiles files;
    private final Imports imports;
    private final BatchProgress progress;
    private final ImportLimits limits;
    private final Clock clock;
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

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
        pending.stages(0);
        try {
            var claim = imports.claim(pending.batch());
            if (claim.isEmpty()) {
                return new ImportResult.RetryLater("another attempt is at work", ImportResult.Cause.BATCH);
            }
            try (var claimed = claim.get()) {
                return importUnlessFinished(pending, claimed);
            }
        } catch (ImportBlockedException blocked) {
            return retryLater(pending, blocked, ImportResult.Cause.BATCH);
        } catch (UnusableSourceException unusable) {
            return retryLater(pending, unusable, ImportResult.Cause.VERSION);
        } catch (DatabaseUnavailableException unavailable) {
            return retryLater(pending, unavailable, causeOf(pending, unavailable));
        } catch (SchemaServiceUnavailableException | ObjectStoreUnavailableException unavailable) {
            return retryLater(pending, unavailable, ImportResult.Cause.DEPENDENCY);
        } catch (TemporaryFolderException | SpillException full) {
            return pending.temporary() < limits.much()
                    ? retryLater(pending, full, ImportResult.Cause.DEPENDENCY)
                    : noRoom(pending, full);
        }
    }

    /// A database without room for its log crashes, so what an attempt put there may be why it failed.
    private ImportResult.Cause causeOf(PendingBatch pending, DatabaseUnavailableException unavailable) {
        if (pending.staged() < limits.much()) {
            return ImportResult.Cause.DEPENDENCY;
        }
        return unavailable instanceof DatabaseFullException
                ? ImportResult.Cause.DATABASE_FULL
                : ImportResult.Cause.DATABASE_LOST;
    }

    /// The note of the attempt stays: one that fills the folder is counted.
    private static ImportResult noRoom(PendingBatch pending, RuntimeException full) {
        pending.foundNoRoom();
        return new ImportResult.RetryLater(String.valueOf(full.getMessage()), ImportResult.Cause.NO_ROOM);
    }

    /// The process stops in an attempt: that is no failure of the batch.
    public void interrupted(PendingBatch pending) {
        if (pending.isNoted()) {
            imports.survived(pending.batch().batchRef());
            pending.takenBack();
        }
    }

    private ImportResult retryLater(PendingBatch pending, RuntimeException reason, ImportResult.Cause cause) {
        try {
            interrupted(pending);
        } catch (DatabaseUnavailableException _) {
            // The note stays, and the next attempt of this process adds none.
        }
        return new ImportResult.RetryLater(String.valueOf(reason.getMessage()), cause);
    }

    private ImportResult importUnlessFinished(PendingBatch pending, Claim claim) {
        var batch = pending.batch();
        if (claim.isFinished()) {
            // It may be delivered again because its process died before it removed them.
            removeOtherLogs(batch, claim.logKey());
            claim.publishAgain();
            return new ImportResult.FinishedBefore();
        }
        return pending.diedElsewhere(claim.begun()) < SUSPECT
                ? inTurn(turns.readLock(), WAIT_FOR_A_SUSPECT, ImportResult.Cause.BATCH, pending, claim)
                : inTurn(turns.writeLock(), WAIT_FOR_THE_OTHERS, ImportResult.Cause.ALONE, pending, claim);
    }

    /// The attempt is noted once it has its turn: only what is at work may count when the process dies.
    private ImportResult inTurn(
            Lock turn, Duration longest, ImportResult.Cause inVain, PendingBatch pending, Claim claim) {
        try {
            if (!turn.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return new ImportResult.RetryLater("others are at work beside it", inVain);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new ImportResult.RetryLater("the service stops", ImportResult.Cause.BATCH);
        }
        try {
            return importInTurn(pending, claim);
        } finally {
            turn.unlock();
        }
    }

    private ImportResult importInTurn(PendingBatch pending, Claim claim) {
        var batch = pending.batch();
        if (!pending.isNoted()) {
            pending.noted(claim.begin());
        }
        var result = pending.begun() > MAX_BEGUN
                ? finish(batch, claim, pending.hadNoRoom() ? NO_ROOM : INTERNAL_ERROR)
                : importUnlessErased(pending, claim);
        if (pending.begun() > 1 && result instanceof ImportResult.Finished finished) {
            removeOtherLogs(batch, finished.event().logKey());
        }
        return result;
    }

    /// A log that stays is found when its account is erased.
    private void removeOtherLogs(BatchReceived batch, Optional<String> kept) {
        try {
            files.removeOtherLogs(batch.accountId(), batch.batchRef(), kept);
        } catch (ObjectStoreUnavailableException unavailable) {
            LOG.debug("logs of earlier attempts stay", field("batch", batch.batchRef()), cause(unavailable));
        }
    }

    private ImportResult importUnlessErased(PendingBatch pending, Claim claim) {
        var batch = pending.batch();
        if (isErased.test(batch.accountId())) {
            return finish(batch, claim, ERASED);
        }
        // A wrong address also answers 404, and no batch may fail for that.
        var known = sources.of(batch.accountId())
                .orElseThrow(() -> new SchemaServiceUnavailableException(
                        "schema-service knows no account %s, but a batch of it was received; check sluice.schema-service.url"
                                .formatted(batch.accountId()),
                        null));
        try {
            return read(pending, claim, known);
        } catch (StatementTooLongException tooLong) {
            if (pending.countTooLong() < MAX_TOO_LONG) {
                throw tooLong;
            }
            return finish(batch, claim, TOO_LONG_TO_MERGE);
        }
    }

    private ImportResult read(PendingBatch pending, Claim claim, AccountSources known) {
        var batch = pending.batch();
        var meter = new ProgressMeter(batch, pending.number(), progress, clock, limits.progressInterval());
        var startedAt = clock.instant();
        var watch = new ImportTimes.Watch();
        pending.takes(0);
        try (var file = UnnamedFile.in(limits.directory());
                var log = newLog()) {
            try {
                files.copy(batch.objectKey(), batch.size(), file);
            } finally {
                pending.takes(file.size());
            }
            watch.copied();
            try (var stage = claim.stage(known.usable())) {
                var attempt = new Attempt(batch, stage, log, startedAt, watch);
                var records = new StagedRecords(stage, log, known.unusable());
                try {
                    var check = read(pending, meter, file, log, plan(known), records);
                    watch.checked();
                    return switch (check) {
                        case Check.Stopped(var line) -> finish(attempt, line);
                        case Check.Whole(var report) -> end(attempt, report);
                    };
                } finally {
                    pending.stages(records.bytes());
                }
            }
        }
    }

    private ImportResult end(Attempt attempt, BatchReport report) {
        var fault = report.fault();
        if (fault.isPresent()) {
            return finish(
                    attempt, BatchLogLine.ofFile(400, "file-error", fault.get().message()));
        }
        var taken = attempt.stage.merge(refused -> attempt.log.add(refused.logLine()));
        attempt.watch.merged();
        return commit(attempt, report.total(), attempt.log.count(), taken);
    }

    private BatchPlan plan(AccountSources known) {
        return new BatchPlan(
                known.usable().stream()
                        .collect(Collectors.toMap(
                                source -> source.batchSchema().value(),
                                RecordSource::schema,
                                (earlier, later) -> later)),
                limits.batch(),
                known.hashKey());
    }

    /// What became of reading the file.
    private sealed interface Check {
        /// It was read to its end.
        record Whole(BatchReport report) implements Check {}

        /// It costs too much.
        record Stopped(BatchLogLine line) implements Check {}
    }

    private Check read(
            PendingBatch pending,
            ProgressMeter meter,
            UnnamedFile file,
            RefusalLog log,
            BatchPlan plan,
            StagedRecords records) {
        var time = new ComputingTime();
        var buffer = new byte[BUFFER_BYTES];
        try (var run = new BatchRun(plan, file.size(), limits.refs(), records);
                var content = file.input()) {
            for (var length = content.read(buffer); length >= 0 && !run.ended(); length = content.read(buffer)) {
                run.accept(buffer, 0, length);
                meter.read(length, records.accepted(), records.refused());
                if (time.isOver(limits.maxComputing())) {
                    return new Check.Stopped(tooLongToCheck());
                }
                pending.takes(pending.batch().size() + log.temporaryBytes() + run.temporaryBytes());
                if (pending.temporary() > limits.maxTemporary()) {
                    return new Check.Stopped(tooMuchTemporary());
                }
            }
            return new Check.Whole(run.finish());
        } catch (IOException failed) {
            throw new TemporaryFolderException(failed);
        }
    }

    private BatchLogLine tooLongToCheck() {
        return BatchLogLine.ofFile(
                400,
                "too-long",
                "Could not be imported: to check the records took more than %,d s of computing; send them in several batches"
                        .formatted(limits.maxComputing().toSeconds()));
    }

    private BatchLogLine tooMuchTemporary() {
        return BatchLogLine.ofFile(
                400,
                "too-large",
                "Could not be imported: to check the records took more than %,d bytes of temporary files; send them in several batches"
                        .formatted(limits.maxTemporary()));
    }

    /// Ends the batch without changing an entity.
    private ImportResult finish(BatchReceived batch, Claim claim, BatchLogLine line) {
        try (var log = newLog();
                var stage = claim.stage(List.of())) {
            return finish(new Attempt(batch, stage, log, clock.instant(), new ImportTimes.Watch()), line);
        }
    }

    private ImportResult finish(Attempt attempt, BatchLogLine line) {
        attempt.log.clear();
        attempt.log.add(line);
        return commit(attempt, 0, 0, List.of());
    }

    /// The log comes first: an outcome must not name a log that is not there.
    private ImportResult commit(Attempt attempt, long total, long failed, List<BatchFinished.Source> taken) {
        var batch = attempt.batch;
        var log = attempt.log;
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
                attempt.startedAt,
                clock.instant());
        attempt.stage.commit(event);
        return new ImportResult.Finished(event, attempt.watch.ended());
    }

    private RefusalLog newLog() {
        return new RefusalLog(limits.directory(), limits.maxLogLines());
    }
}
