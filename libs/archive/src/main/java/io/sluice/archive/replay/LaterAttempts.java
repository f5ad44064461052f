package io.sluice.archive.replay;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Looks for attempts of a day that are newer than one of its jobs, and that the history of jobs may not show
/// yet.
///
/// An upload waits in `sources/`, then lies in `processing/`, then is released. The places are searched in
/// this order, so that no file is missed on its way.
final class LaterAttempts {
    private static final Log LOG = Log.of(LaterAttempts.class);

    private final Volume volume;
    private final LatestReleases releases;

    LaterAttempts(Volume volume, LatestReleases releases) {
        this.volume = volume;
        this.releases = releases;
    }

    /// A sentence about a later attempt; empty when there is none.
    Optional<String> find(JobRef job) {
        return waiting(job)
                .or(() -> running(job).map(later -> sentence(later, "is being checked")))
                .or(() -> releases.sameDay(job)
                        .filter(later -> later.compareTo(job.jobId()) > 0)
                        .map(later -> sentence(later, "has ended")));
    }

    private static String sentence(JobId later, String state) {
        return "Job %s is a later attempt of the same day and %s.".formatted(later, state);
    }

    private Optional<String> waiting(JobRef job) {
        return names(job)
                .filter(name -> volume.stat(VolumePaths.sources(job.accountId(), job.sourceType()) + "/" + name)
                        .isPresent())
                .findFirst()
                .map(name -> "A newer file of the same day waits: /sources/%s/%s.".formatted(job.sourceType(), name));
    }

    private Optional<JobId> running(JobRef job) {
        var later = new ArrayList<JobId>();
        visit(
                VolumePaths.processing(job.accountId()),
                name -> JobId.of(name)
                        .filter(claimed -> claimed.compareTo(job.jobId()) > 0)
                        .ifPresent(later::add));
        return later.stream().filter(claimed -> isOfSameDay(job, claimed)).findFirst();
    }

    private boolean isOfSameDay(JobRef job, JobId claimed) {
        var names = names(job).toList();
        var found = new ArrayList<String>();
        visit(VolumePaths.processing(job.accountId(), claimed), found::add);
        return found.stream().anyMatch(names::contains);
    }

    private void visit(String folder, Consumer<String> names) {
        try {
            volume.visit(folder, entry -> names.accept(entry.name()));
        } catch (VolumePathMissingException nothingClaimed) {
            LOG.debug("the account has no claim, or it was released a moment ago", cause(nothingClaimed));
        }
    }

    /// The names that an upload of the day can have.
    private static Stream<String> names(JobRef job) {
        return Stream.of("csv", "tsv")
                .map(extension -> "%s_%s.%s".formatted(job.dataDate(), job.sourceType(), extension));
    }
}
