package io.sluice.validator.job;

import io.sluice.contracts.api.UnreadFile;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.engine.Delimiter;
import io.sluice.engine.key.SpillException;
import io.sluice.engine.report.Report;
import io.sluice.events.EventTooLargeException;
import io.sluice.events.RetryPolicy;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreadableOutcomeException;
import io.sluice.schemas.SchemaServiceUnavailableException;
import io.sluice.validator.data.DataServiceUnavailableException;
import io.sluice.validator.data.DaySwapRefusedException;
import io.sluice.validator.job.AttemptResult.Cause;
import io.sluice.validator.source.SchemaLookup;
import io.sluice.validator.source.SourceSchemas;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// Validates a claimed file. The outcome is stored before its rows become data and before it is published, so
/// that after a failure in between the next attempt goes on with the same outcome ([ConcludeJob]).
///
/// | what happens | result |
/// |---|---|
/// | the job has a stored outcome | swapped and published again, without reading the file |
/// | the file is checked, or refused without a check | a new outcome, stored, swapped and published |
/// | the file was checked and its outcome could not be stored | the same outcome, if the file is unchanged |
/// | a dependency is unavailable, or data-service refuses the swap | retry, after a growing delay, without end |
/// | Kafka takes no event of the outcome's size | none: the claim becomes a dead letter |
/// | the file is unreadable, no room for unique values, or the check throws | retry, up to 100 times |
/// | the process dies in the check | retry by whoever gets the claim next, up to 5 times, at last alone |
/// | these retries failed, or the extension is wrong | the outcome `internal-error` ([CheckFailure]) |
///
/// Thread-safe, but only one thread at a time may work on an [UploadJob].
public final class ValidateUpload {
    /// Attempts that find no file on a volume that is there. Another validator may have stored the outcome,
    /// after which the watcher moved the file.
    static final int MAX_MISSING = 4;
    /// Attempts with an unexpected exception.
    static final int MAX_UNEXPECTED_FAILURES = 5;
    /// Attempts that began in any process and did not end, because the process died in them or they threw.
    static final int MAX_BEGUN = 5;
    /// After so many of them the file is read while no other file is. So a file that kills the process takes
    /// no innocent one along more than twice.
    static final int SUSPECT = 2;
    /// Attempts to read a file without the right to.
    static final int MAX_FORBIDDEN = 5;
    /// Attempts that the volume refuses for another reason: with the longest delay, a quarter of an hour.
    static final int MAX_REFUSED = 100;
    /// Attempts during which the file changed.
    static final int MAX_CHANGED = 20;

    private final SourceSchemas sources;
    private final ReadUpload reader;
    private final BegunAttempts begun;
    private final ReentrantReadWriteLock suspects = new ReentrantReadWriteLock(true);
    private final ConcludeJob conclude;
    private final JobEvents jobEvents;
    private final Clock clock;
    private final Duration progressInterval;
    private final RetryPolicy retries;

    public ValidateUpload(
            SourceSchemas sources,
            ReadUpload reader,
            BegunAttempts begun,
            ConcludeJob conclude,
            JobEvents jobEvents,
            Clock clock,
            Duration progressInterval,
            RetryPolicy retries) {
        this.sources = sources;
        this.reader = reader;
        this.begun = begun;
        this.conclude = conclude;
        this.jobEvents = jobEvents;
        this.clock = clock;
        this.progressInterval = progressInterval;
        this.retries = retries;
    }

    /// Makes one attempt to get an outcome stored; blocks while it reads the file. An exception that it
    /// throws counts like the death of the process; a failure that it returns does not.
    ///
    /// @return `Stored` or `RetryLater`
    public AttemptResult check(UploadJob job) {
        var result = guarded(
                job, () -> job.givenUp().map(cause -> giveUp(job, cause)).orElseGet(() -> checkUnlessStored(job)));
        if (result instanceof AttemptResult.RetryLater) {
            begun.survived(job);
        }
        return result;
    }

    /// Makes one attempt at what follows a stored outcome; blocks while others commit and confirm it.
    ///
    /// @return `Done`, `Unpublishable` or `RetryLater`
    public AttemptResult conclude(UploadJob job, AttemptResult.Stored stored) {
        var result = guarded(job, () -> conclude.conclude(stored));
        switch (result) {
            case AttemptResult.RetryLater _ -> begun.survived(job);
            // The outcome is stored, so no later attempt reads the file.
            case AttemptResult.Done _, AttemptResult.Unpublishable _, AttemptResult.Stored _ -> begun.over(job);
        }
        return result;
    }

    private AttemptResult guarded(UploadJob job, Supplier<AttemptResult> attempt) {
        try {
            return attempt.get();
        } catch (UnreadableOutcomeException unreadable) {
            return later(job, CheckFailure.UNEXPECTED, MAX_UNEXPECTED_FAILURES, unreadable.toString());
        } catch (VolumeUnavailableException
                | ObjectStoreUnavailableException
                | SchemaServiceUnavailableException
                | DataServiceUnavailableException
                | UnconfirmedEventException unavailable) {
            return later(job, Cause.DEPENDENCY, String.valueOf(unavailable.getMessage()));
        } catch (DaySwapRefusedException refused) {
            return later(job, Cause.FILE, String.valueOf(refused.getMessage()));
        } catch (EventTooLargeException refused) {
            return new AttemptResult.Unpublishable(String.valueOf(refused.getMessage()));
        } catch (SpillException noRoom) {
            return later(job, CheckFailure.UNEXPECTED, MAX_REFUSED, String.valueOf(noRoom.getMessage()));
        } catch (VolumeRefusedException refused) {
            return later(
                    job,
                    CheckFailure.UNREADABLE,
                    refused.isPermanent() ? MAX_FORBIDDEN : MAX_REFUSED,
                    String.valueOf(refused.getMessage()));
        } catch (VolumePathMissingException missing) {
            return later(job, CheckFailure.MISSING, MAX_MISSING, String.valueOf(missing.getMessage()));
        }
    }

    /// The result of an attempt that threw an unexpected exception.
    public AttemptResult unexpectedFailure(UploadJob job, Throwable failure) {
        return later(job, CheckFailure.UNEXPECTED, MAX_UNEXPECTED_FAILURES, failure.toString());
    }

    private AttemptResult checkUnlessStored(UploadJob job) {
        return conclude.again(job.ref(), job.unstoredData())
                .<AttemptResult>map(stored -> stored)
                .orElseGet(() -> validate(job));
    }

    private AttemptResult validate(UploadJob job) {
        if (job.unstored().isPresent()) {
            if (reader.isUnchanged(job)) {
                return conclude.with(job.unstored().get());
            }
            job.unstoredData().ifPresent(conclude::discard);
            job.forgetUnstored();
        }
        var delimiter = delimiter(job);
        if (delimiter.isEmpty()) {
            return giveUp(job, CheckFailure.NAME);
        }
        job.started(clock.instant());
        if (job.claim().exceeded().isPresent()) {
            return refuseOverLimit(job, job.claim().exceeded().get());
        }
        return switch (sources.lookUp(job.ref().accountId(), job.ref().sourceType())) {
            case SchemaLookup.Found(var source) -> {
                var plan = source.plan(delimiter.get());
                yield read(
                        job,
                        progress -> reader.check(job, source, plan, progress),
                        file -> UploadReportBuilder.ofCheckedFile(job, source, report(file), file, clock.instant()));
            }
            case SchemaLookup.Absent absent ->
                refuse(
                        job,
                        job.ref().sourceType().value(),
                        0,
                        UnreadFile.withoutSource(job.ref().sourceType()));
            case SchemaLookup.TakesRecords(var name, var version) ->
                refuse(job, name, version, UnreadFile.ofRecords(job.ref().sourceType()));
            case SchemaLookup.Unusable unusable ->
                refuse(
                        job,
                        unusable.sourceName(),
                        unusable.schemaVersion(),
                        UnreadFile.withUnusableSchema(
                                job.ref().sourceType(), unusable.schemaVersion(), unusable.problem()));
        };
    }

    private AttemptResult refuse(UploadJob job, String sourceName, int schemaVersion, String message) {
        return read(
                job,
                progress -> reader.hash(job, progress),
                file -> UploadReportBuilder.withoutSchema(
                        job, sourceName, schemaVersion, message, file, clock.instant()));
    }

    /// The source is only looked up for its name and version; the file is not read.
    private AttemptResult refuseOverLimit(UploadJob job, LimitExceeded exceeded) {
        var now = clock.instant();
        return conclude.with(
                switch (sources.lookUp(job.ref().accountId(), job.ref().sourceType())) {
                    case SchemaLookup.Found(var source) ->
                        UploadReportBuilder.overLimit(job, source.sourceName(), source.schemaVersion(), exceeded, now);
                    case SchemaLookup.Absent() ->
                        UploadReportBuilder.overLimit(
                                job, job.ref().sourceType().value(), 0, exceeded, now);
                    case SchemaLookup.TakesRecords(var name, var version) ->
                        UploadReportBuilder.overLimit(job, name, version, exceeded, now);
                    case SchemaLookup.Unusable(var name, var version, var _) ->
                        UploadReportBuilder.overLimit(job, name, version, exceeded, now);
                });
    }

    /// Ends a job without a check. Asks nobody for the source, because that may be what fails.
    private AttemptResult giveUp(UploadJob job, CheckFailure cause) {
        var now = clock.instant();
        return conclude.unlessReadable(cause.outcomeOf(job.claim(), job.started(now), now), job.unstoredData());
    }

    private AttemptResult read(
            UploadJob job,
            Function<ProgressMeter, ReadResult> reading,
            Function<ReadResult.Complete, JobReport> reportOf) {
        if (begun.of(job) >= MAX_BEGUN) {
            return giveUp(job, CheckFailure.UNEXPECTED);
        }
        return switch (readNoted(job, reading)) {
            case ReadResult.Complete file -> {
                var made = reportOf.apply(file);
                job.hold(made);
                yield conclude.with(made);
            }
            case ReadResult.Changed(var current) -> {
                job.expect(current);
                yield later(
                        job,
                        CheckFailure.CHANGING,
                        MAX_CHANGED,
                        "the file changed after it was claimed, it is read again from its start");
            }
            case ReadResult.Missing missing ->
                later(job, CheckFailure.MISSING, MAX_MISSING, "the claimed file is not in its place in processing/");
        };
    }

    /// Whether an attempt waits until the others in this process have ended, or is made alone.
    boolean isSuspectAlone() {
        return suspects.isWriteLocked() || suspects.hasQueuedThreads();
    }

    /// A suspect is read alone.
    private ReadResult readNoted(UploadJob job, Function<ProgressMeter, ReadResult> reading) {
        var lock = begun.of(job) >= SUSPECT ? suspects.writeLock() : suspects.readLock();
        lock.lock();
        try {
            begun.begin(job);
            return reading.apply(ProgressMeter.start(job.claim(), jobEvents, clock, progressInterval));
        } finally {
            lock.unlock();
        }
    }

    private AttemptResult later(UploadJob job, CheckFailure cause, int attempts, String reason) {
        job.countFailure(cause, attempts);
        return later(job, Cause.FILE, reason);
    }

    private AttemptResult later(UploadJob job, Cause cause, String reason) {
        return new AttemptResult.RetryLater(reason, cause, retries.delayAfter(job.countFailure()));
    }

    private static Optional<Delimiter> delimiter(UploadJob job) {
        var name = job.ref().fileName();
        return Delimiter.ofExtension(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Report report(ReadResult.Complete file) {
        return file.report().orElseThrow(() -> new IllegalStateException("a file read against a schema has a report"));
    }
}
