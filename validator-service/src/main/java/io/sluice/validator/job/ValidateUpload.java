package io.sluice.validator.job;

import io.sluice.contracts.event.LimitExceeded;
import io.sluice.engine.Delimiter;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.report.Report;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.validator.job.Attempt.Cause;
import io.sluice.validator.job.Attempt.History;
import io.sluice.validator.source.SchemaServiceUnavailableException;
import io.sluice.validator.source.SourceLookup;
import io.sluice.validator.source.SourceSchemas;
import io.sluice.volume.VolumeException;
import io.sluice.volume.VolumeUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Takes a claimed file to its outcome: stored first, announced then, so that whatever breaks in between, the
/// next attempt announces the very same outcome.
///
/// Thread-safe, but each [UploadJob] is one thread's at a time.
public final class ValidateUpload {
    /// How often a file may be missing before people must look: a volume that is just being mounted shows
    /// nothing, too.
    static final int MISSING_AT_MOST = 4;
    /// How often one job may fail in a way nobody foresaw.
    static final int UNFORESEEN_AT_MOST = 5;

    private final SourceSchemas sources;
    private final ReadUpload reader;
    private final Outcomes outcomes;
    private final Announcements announcements;
    private final Clock clock;
    private final Duration progressInterval;
    private final Backoff backoff;

    public ValidateUpload(
            SourceSchemas sources,
            ReadUpload reader,
            Outcomes outcomes,
            Announcements announcements,
            Clock clock,
            Duration progressInterval,
            Backoff backoff) {
        this.sources = sources;
        this.reader = reader;
        this.outcomes = outcomes;
        this.announcements = announcements;
        this.clock = clock;
        this.progressInterval = progressInterval;
        this.backoff = backoff;
    }

    /// Tries once; blocks while it reads.
    public Attempt attempt(UploadJob job) {
        try {
            return outcomes.find(job.ref())
                    .<Attempt>map(stored -> {
                        announcements.validated(stored.outcome());
                        return new Attempt.Done(stored.outcome(), History.REPEATED);
                    })
                    .orElseGet(() -> validate(job));
        } catch (VolumeUnavailableException
                | ObjectStoreUnavailableException
                | SchemaServiceUnavailableException
                | AnnouncementFailedException away) {
            return later(job, Cause.SURROUNDINGS, String.valueOf(away.getMessage()));
        } catch (VolumeException refused) {
            return later(job, Cause.FILE, String.valueOf(refused.getMessage()));
        }
    }

    /// What to do about a failure that [#attempt] did not foresee.
    public Attempt unforeseen(UploadJob job, Throwable failure) {
        var failures = job.failed();
        return failures < UNFORESEEN_AT_MOST
                ? new Attempt.Later(failure.toString(), Cause.FILE, backoff.after(failures))
                : new Attempt.Hopeless("failed %d times, at last with %s".formatted(failures, failure));
    }

    private Attempt validate(UploadJob job) {
        var delimiter = delimiter(job);
        if (delimiter.isEmpty()) {
            return new Attempt.Hopeless("expected a claimed file of the extension csv or tsv but got %s"
                    .formatted(job.ref().fileName()));
        }
        job.started(clock.instant());
        if (job.claim().exceeded().isPresent()) {
            return refuseUnread(job, job.claim().exceeded().get());
        }
        return switch (sources.lookUp(job.ref().accountId(), job.ref().sourceType())) {
            case SourceLookup.Found(var source) -> {
                var plan = source.plan(delimiter.get());
                yield read(
                        job,
                        Optional.of(plan),
                        whole -> JudgeUpload.checked(job, source, report(whole), whole, clock.instant()));
            }
            case SourceLookup.Absent absent ->
                refuse(
                        job,
                        job.ref().sourceType().value(),
                        0,
                        "No schema for source [%s]: it is not registered or was retired"
                                .formatted(job.ref().sourceType()));
            case SourceLookup.Unusable unusable ->
                refuse(
                        job,
                        unusable.sourceName(),
                        unusable.schemaVersion(),
                        "No usable schema for source [%s]: version %d: %s"
                                .formatted(job.ref().sourceType(), unusable.schemaVersion(), unusable.problem()));
        };
    }

    private Attempt refuse(UploadJob job, String sourceName, int schemaVersion, String message) {
        return read(
                job,
                Optional.empty(),
                whole -> JudgeUpload.unchecked(job, sourceName, schemaVersion, message, whole, clock.instant()));
    }

    /// The source gives the job its name and version; the file is not looked at.
    private Attempt refuseUnread(UploadJob job, LimitExceeded exceeded) {
        var now = clock.instant();
        return conclude(
                switch (sources.lookUp(job.ref().accountId(), job.ref().sourceType())) {
                    case SourceLookup.Found(var source) ->
                        JudgeUpload.unread(job, source.sourceName(), source.schemaVersion(), exceeded, now);
                    case SourceLookup.Absent() ->
                        JudgeUpload.unread(job, job.ref().sourceType().value(), 0, exceeded, now);
                    case SourceLookup.Unusable(var name, var version, var _) ->
                        JudgeUpload.unread(job, name, version, exceeded, now);
                });
    }

    private Attempt read(UploadJob job, Optional<ValidationPlan> plan, Function<Reading.Whole, Judgement> judge) {
        var progress = ProgressMeter.start(job.claim(), announcements, clock, progressInterval);
        return switch (reader.read(job, plan, progress)) {
            case Reading.Whole whole -> conclude(judge.apply(whole));
            case Reading.Changed(var present) -> {
                job.expect(present);
                yield later(job, Cause.FILE, "the file changed after it was claimed, it is read again from its start");
            }
            case Reading.Missing missing -> missing(job);
        };
    }

    private Attempt conclude(Judgement judgement) {
        var counts = outcomes.store(judgement.report(), judgement.csv());
        announcements.validated(counts.outcome());
        return new Attempt.Done(counts.outcome(), counts.equals(judgement.report()) ? History.NEW : History.REPEATED);
    }

    /// Another validator may have come to the outcome meanwhile, and the file been moved: the next attempt
    /// finds that.
    private Attempt missing(UploadJob job) {
        return job.foundMissing() < MISSING_AT_MOST
                ? later(job, Cause.FILE, "the claimed file is not in its place in processing/")
                : new Attempt.Hopeless("the claimed file %s is not in its place in processing/ and there is no outcome"
                        .formatted(job.ref().fileName()));
    }

    private Attempt later(UploadJob job, Cause cause, String reason) {
        return new Attempt.Later(reason, cause, backoff.after(job.failed()));
    }

    private static Optional<Delimiter> delimiter(UploadJob job) {
        var name = job.ref().fileName();
        return Delimiter.ofExtension(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Report report(Reading.Whole whole) {
        return whole.report().orElseThrow(() -> new IllegalStateException("a file read against a schema has a report"));
    }
}
