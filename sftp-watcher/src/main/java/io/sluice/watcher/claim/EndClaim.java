package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobId;
import io.sluice.events.EventTooLargeException;
import io.sluice.events.log.Log;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreadableOutcomeException;
import io.sluice.objects.report.UnreleasedFile;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.PublishEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Ends claims that are announced again and again: no validator answers, or the volume denies the release.
///
/// | a claim lies there for another timeout and was announced again | what happens |
/// |---|---|
/// | less often than the limit | it is announced again |
/// | as often as the limit or more, and the rows of an accepted file are not yet data | it is announced again |
/// | as often as the limit | its stored outcome is published; without one, `internal-error` is stored first |
/// | once more | the outcome says so ([UnreleasedFile]): the file goes to its folder or stays in its claim |
/// | after that | nothing |
///
/// Only a validator swaps a day, so a success is not published here before a validator did so
/// ([JobOutcomes#isUnderWay]).
///
/// An outcome whose event is too large for Kafka counts as published: the shorter one follows.
///
/// The number lies beside the file, so it survives restarts. Where the volume denies even that, this process
/// counts, and an ended claim is known by its stored outcome. For one thread.
public final class EndClaim {
    private static final Log LOG = Log.of(EndClaim.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Volume volume;
    private final JobOutcomes outcomes;
    private final PublishEvent events;
    private final int limit;
    private final Clock clock;
    private final Map<JobId, Integer> countedHere = new HashMap<>();
    private boolean unavailable;
    private boolean warned;
    private long ended;

    /// @param limit how often a claim is announced again
    public EndClaim(Volume volume, JobOutcomes outcomes, PublishEvent events, int limit, Clock clock) {
        this.volume = volume;
        this.outcomes = outcomes;
        this.events = events;
        this.limit = limit;
        this.clock = clock;
    }

    /// Jobs that failed here.
    long ended() {
        return ended;
    }

    /// To be called before the claims of a search. After the first claim that cannot be ended, the others of
    /// the search are not tried: each would wait for the broker or the object store.
    void startSearch() {
        unavailable = false;
        warned = false;
    }

    /// To be called when the claim has been in `processing/` for another timeout.
    ///
    /// @return whether it is to be announced again
    boolean isToBeAnnounced(Claim claim) {
        var announced = announcements(claim);
        if (announced < limit) {
            return count(claim, announced + 1);
        }
        return announced <= limit + 1 && !unavailable && !end(claim, announced);
    }

    /// @return whether this process or one before it did what it can; false if a validator must go on
    private boolean end(Claim claim, int announced) {
        try {
            var stored = announced == limit ? Optional.of(storedOrUnanswered(claim)) : stored(claim);
            if (stored.filter(this::waitsForItsDay).isPresent()) {
                return false;
            }
            if (announced == limit) {
                stored.ifPresent(known -> publish(known.outcome()));
            } else if (!isEnd(stored)) {
                publish(unreleased(claim, stored).outcome());
            }
            count(claim, announced + 1);
        } catch (EventTooLargeException refused) {
            LOG.debug("a shorter outcome follows after the next timeout", job(claim.job()), cause(refused));
            count(claim, announced + 1);
        } catch (RuntimeException failure) {
            unavailable = true;
            LOG.warn(
                    "claims that nobody answered cannot be ended yet, tried again after the next timeout",
                    job(claim.job()),
                    cause(failure));
        }
        return true;
    }

    /// The outcome that a validator stored, if it can be read.
    private Optional<JobReport> stored(Claim claim) {
        try {
            return outcomes.find(claim.job());
        } catch (UnreadableOutcomeException damaged) {
            LOG.debug("a damaged outcome ends no claim", job(claim.job()), cause(damaged));
            return Optional.empty();
        }
    }

    /// One line for all claims of a search: they wait for the same service.
    private boolean waitsForItsDay(JobReport stored) {
        var outcome = stored.outcome();
        if (outcome.outcome() != Outcome.SUCCESS || !outcomes.isUnderWay(outcome.job())) {
            return false;
        }
        if (!warned) {
            LOG.warn(
                    "accepted files wait until a validator makes their rows the data of their day and are announced again until then; see whether data-service works and what the validators log",
                    job(outcome.job()),
                    field("acceptedAt", outcome.validatedAt()));
        }
        warned = true;
        return true;
    }

    /// The outcome that a validator stored and nobody heard of, or that there is none.
    private JobReport storedOrUnanswered(Claim claim) {
        var now = clock.instant();
        var given =
                CheckFailure.UNANSWERED.outcomeOf(claim.event(), claim.event().claimedAt(), now);
        var stored = outcomes.storeUnlessReadable(given);
        if (stored.equals(given)) {
            report(claim, CheckFailure.UNANSWERED);
        }
        return stored;
    }

    /// An accepted file stays accepted: its rows are data already.
    private JobReport unreleased(Claim claim, Optional<JobReport> stored) {
        var accepted = stored.filter(known -> known.outcome().outcome() == Outcome.SUCCESS)
                .map(UnreleasedFile::accepted);
        var given = accepted.orElseGet(() ->
                CheckFailure.UNRELEASED.outcomeOf(claim.event(), claim.event().claimedAt(), clock.instant()));
        outcomes.replace(given);
        if (accepted.isPresent()) {
            LOG.error(
                    "an accepted file cannot be released, its rows are data; give the service user its rights back, then restart a watcher",
                    job(claim.job()),
                    field("announced", limit));
        } else {
            report(claim, CheckFailure.UNRELEASED);
        }
        return given;
    }

    private void report(Claim claim, CheckFailure reason) {
        ended++;
        LOG.error(
                "a claim was announced without an end and its job failed; find the cause in the log and replay the job",
                job(claim.job()),
                field("announced", limit),
                field("cause", reason.message()));
    }

    private boolean isEnded(Claim claim) {
        return isEnd(stored(claim));
    }

    private static boolean isEnd(Optional<JobReport> stored) {
        return stored.filter(known -> UnreleasedFile.isEndOf(known.outcome())).isPresent();
    }

    private void publish(UploadValidated outcome) {
        events.publish(Topics.UPLOAD_VALIDATED, outcome.job().key(), outcome)
                .await()
                .atMost(LONGEST_WAIT);
    }

    private int announcements(Claim claim) {
        return Math.max(noted(claim), countedHere.getOrDefault(claim.job().jobId(), 0));
    }

    private int noted(Claim claim) {
        try {
            return ClaimFolder.announcements(volume, claim.folder());
        } catch (VolumeRefusedException denied) {
            LOG.debug("the noted number of announcements cannot be read", job(claim.job()), cause(denied));
            return 0;
        }
    }

    /// Notes the number.
    ///
    /// @return whether the claim may still be announced: where nothing can be noted, a restart forgets the
    /// number, so the stored outcome is asked
    private boolean count(Claim claim, int announced) {
        try {
            ClaimFolder.noteAnnouncements(volume, claim.folder(), announced);
            countedHere.remove(claim.job().jobId());
            return true;
        } catch (VolumeRefusedException | VolumePathMissingException denied) {
            LOG.debug("the announcements of a claim are counted by this process", job(claim.job()), cause(denied));
            var ended = announced == 1 && isEnded(claim);
            countedHere.put(claim.job().jobId(), ended ? limit + 2 : announced);
            return !ended;
        }
    }
}
