package io.sluice.job.attempt;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.job.folder.Folders;
import io.sluice.job.folder.SeenFile;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Finds the latest attempt for a data date, be it over, running, or still waiting.
///
/// A folder is described at its own pace, apart from the claims. An observation made before the claim speaks
/// of the claimed file itself, so only one made after it shows a newer file.
public final class FindLatestJob {
    private final Jobs jobs;
    private final Folders folders;

    public FindLatestJob(Jobs jobs, Folders folders) {
        this.jobs = jobs;
        this.folders = folders;
    }

    public Uni<LatestJob> find(AccountId account, SourceType source, DataDate date) {
        return jobs.latest(account, source, date)
                .chain(job -> folders.waiting(account, source, date)
                        .map(waiting -> newest(job, waiting))
                        .chain(found -> found.map(known -> Uni.createFrom().item(known))
                                .orElseGet(() -> ignoredOrNothing(account, source, date))));
    }

    private static Optional<LatestJob> newest(Optional<Job> job, Optional<SeenFile> waiting) {
        var claimedAt = job.map(Job::startedAt);
        var attempts = job.flatMap(Job::attempt).orElse(0);
        return waiting.filter(file -> claimedAt.map(file.observedAt()::isAfter).orElse(true))
                .<LatestJob>map(file -> new LatestJob.Waiting(file, attempts + 1))
                .or(() -> job.map(LatestJob.Taken::new));
    }

    private Uni<LatestJob> ignoredOrNothing(AccountId account, SourceType source, DataDate date) {
        return folders.ignored(account, source, date)
                .map(file -> file.<LatestJob>map(LatestJob.OnlyIgnored::new).orElseGet(LatestJob.Nothing::new));
    }
}
