package io.sluice.validator.job;

import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.engine.Delimiter;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.SpillException;
import io.sluice.engine.report.Report;
import io.sluice.events.RetryPolicy;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.validator.job.AttemptResult.Cause;
import io.sluice.validator.job.AttemptResult.Origin;
import io.sluice.validator.source.SchemaLookup;
import io.sluice.validator.source.SchemaServiceUnavailableException;
import io.sluice.validator.source.SourceSchemas;
import io.sluice.volume.VolumeException;
import io.sluice.volume.VolumeUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Validates a claimed file. The outcome is stored before it is published, so that after a failure in between
/// the next attempt publishes the same outcome.
///
/// | what happens | result |
/// |---|---|
/// | the job has a stored outcome | published again, without reading the file |
/// | the file is checked, or refused without a check | a new outcome, stored and published |
/// | a dependency is unavailable, or the disk has no room for unique values | retry, after a growing delay |
/// | the file changed or is missing | retry; a permanent failure if it stays missing |
/// | the extension is not csv or tsv | permanent failure |
///
/// Thread-safe, but only one thread at a time may work on an [UploadJob].
public final class ValidateUpload {
    /// Attempts that may find no file before the job fails permanently: while a volume is being mounted its
    /// files are missing, too.
    static final int MAX_MISSING = 4;
    /// Attempts with an unexpected exception before the job fails permanently.
    static final int MAX_UNEXPECTED_FAILURES = 5;

    private final SourceSchemas sources;
    private final ReadUpload reader;
    private final Outcomes outcomes;
    private final JobEvents jobEvents;
    private final Clock clock;
    private final Duration progressInterval;
    private final RetryPolicy retries;

    public ValidateUpload(
            SourceSchemas sources,
            ReadUpload reader,
            Outcomes outcomes,
            JobEvents jobEvents,
            Clock clock,
            Duration progressInterval,
            RetryPolicy retries) {
        this.sources = sources;
        this.reader = reader;
        this.outcomes = outcomes;
        this.jobEvents = jobEvents;
        this.clock = clock;
        this.progressInterval = progressInterval;
        this.retries = retries;
    }

    /// Makes one attempt; blocks while it reads the file.
    public AttemptResult attempt(UploadJob job) {
        try {
            return outcomes.find(job.ref())
                    .<AttemptResult>map(stored -> {
                        jobEvents.publishOutcome(stored.outcome());
                        return new AttemptResult.Done(stored.outcome(), Origin.STORED_BEFORE);
                    })
                    .orElseGet(() -> validate(job));
        } catch (VolumeUnavailableException
                | ObjectStoreUnavailableException
                | SchemaServiceUnavailableException
                | UnconfirmedEventException unavailable) {
            return later(job, Cause.DEPENDENCY, String.valueOf(unavailable.getMessage()));
        } catch (SpillException noRoom) {
            return later(job, Cause.FILE, String.valueOf(noRoom.getMessage()));
        } catch (VolumeException refused) {
            return later(job, Cause.FILE, String.valueOf(refused.getMessage()));
        }
    }

    /// The result of an attempt that threw an unexpected exception.
    public AttemptResult unexpectedFailure(UploadJob job, Throwable failure) {
        var failures = job.countFailure();
        return failures < MAX_UNEXPECTED_FAILURES
                ? new AttemptResult.RetryLater(failure.toString(), Cause.FILE, retries.delayAfter(failures))
                : new AttemptResult.PermanentFailure("failed %d times, at last with %s".formatted(failures, failure));
    }

    private AttemptResult validate(UploadJob job) {
        var delimiter = delimiter(job);
        if (delimiter.isEmpty()) {
            return new AttemptResult.PermanentFailure("expected a claimed file of the extension csv or tsv but got %s"
                    .formatted(job.ref().fileName()));
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
                        Optional.of(plan),
                        file -> UploadReportBuilder.ofCheckedFile(job, source, report(file), file, clock.instant()));
            }
            case SchemaLookup.Absent absent ->
                refuse(
                        job,
                        job.ref().sourceType().value(),
                        0,
                        "No schema for source [%s]: it is not registered or was retired"
                                .formatted(job.ref().sourceType()));
            case SchemaLookup.Unusable unusable ->
                refuse(
                        job,
                        unusable.sourceName(),
                        unusable.schemaVersion(),
                        "No usable schema for source [%s]: version %d: %s"
                                .formatted(job.ref().sourceType(), unusable.schemaVersion(), unusable.problem()));
        };
    }

    private AttemptResult refuse(UploadJob job, String sourceName, int schemaVersion, String message) {
        return read(
                job,
                Optional.empty(),
                file -> UploadReportBuilder.withoutSchema(
                        job, sourceName, schemaVersion, message, file, clock.instant()));
    }

    /// The source is only looked up for its name and version; the file is not read.
    private AttemptResult refuseOverLimit(UploadJob job, LimitExceeded exceeded) {
        var now = clock.instant();
        return conclude(
                switch (sources.lookUp(job.ref().accountId(), job.ref().sourceType())) {
                    case SchemaLookup.Found(var source) ->
                        UploadReportBuilder.overLimit(job, source.sourceName(), source.schemaVersion(), exceeded, now);
                    case SchemaLookup.Absent() ->
                        UploadReportBuilder.overLimit(
                                job, job.ref().sourceType().value(), 0, exceeded, now);
                    case SchemaLookup.Unusable(var name, var version, var _) ->
                        UploadReportBuilder.overLimit(job, name, version, exceeded, now);
                });
    }

    private AttemptResult read(
            UploadJob job, Optional<ValidationPlan> plan, Function<ReadResult.Complete, UploadReport> reportOf) {
        var progress = ProgressMeter.start(job.claim(), jobEvents, clock, progressInterval);
        return switch (reader.read(job, plan, progress)) {
            case ReadResult.Complete file -> conclude(reportOf.apply(file));
            case ReadResult.Changed(var current) -> {
                job.expect(current);
                yield later(job, Cause.FILE, "the file changed after it was claimed, it is read again from its start");
            }
            case ReadResult.Missing missing -> missing(job);
        };
    }

    private AttemptResult conclude(UploadReport report) {
        var stored = outcomes.store(report.document(), report.csv());
        jobEvents.publishOutcome(stored.outcome());
        return new AttemptResult.Done(
                stored.outcome(), stored.equals(report.document()) ? Origin.NEW : Origin.STORED_BEFORE);
    }

    /// Another validator may have stored the outcome, after which the watcher moved the file. The next
    /// attempt finds that outcome.
    private AttemptResult missing(UploadJob job) {
        return job.countMissing() < MAX_MISSING
                ? later(job, Cause.FILE, "the claimed file is not in its place in processing/")
                : new AttemptResult.PermanentFailure(
                        "the claimed file %s is not in its place in processing/ and there is no outcome"
                                .formatted(job.ref().fileName()));
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
