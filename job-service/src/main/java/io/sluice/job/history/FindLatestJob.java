package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.job.folder.Folders;
import io.sluice.job.folder.UnclaimedFile;
import io.sluice.job.history.LatestJob.Doubt;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// Finds the latest attempt for a data date: ended, running or still waiting.
///
/// Observations of a folder and claims arrive independently. An observation from before the claim shows the
/// claimed file itself. Only a later one shows a newer file. One counter of the volume dates both, so that no
/// clock decides it.
public final class FindLatestJob {
    private final Jobs jobs;
    private final Folders folders;
    private final Function<AccountId, Optional<Doubt>> doubt;

    /// @param doubt why what is recorded of an account may be old; while there is a reason, nobody knows here
    /// that nothing was received
    public FindLatestJob(Jobs jobs, Folders folders, Function<AccountId, Optional<Doubt>> doubt) {
        this.jobs = jobs;
        this.folders = folders;
        this.doubt = doubt;
    }

    /// Why what is recorded of the account may be old; empty when it is not.
    public Optional<Doubt> doubt(AccountId account) {
        return doubt.apply(account);
    }

    public Uni<LatestJob> find(AccountId account, SourceType source, DataDate date) {
        return jobs.latest(account, source, date)
                .chain(job -> folders.waiting(account, source, date)
                        .map(waiting -> newest(job, waiting))
                        .chain(found -> found.map(known -> Uni.createFrom().item(known))
                                .orElseGet(() -> ignoredOrNothing(account, source, date))));
    }

    private static Optional<LatestJob> newest(Optional<Job> job, Optional<UnclaimedFile> waiting) {
        var claimed = job.map(latest -> latest.ref().jobId().moment());
        var attempts = job.flatMap(Job::attempt).orElse(0);
        return waiting.filter(file -> claimed.map(file.observedAt()::isAfter).orElse(true))
                .<LatestJob>map(file -> new LatestJob.Waiting(file, attempts + 1))
                .or(() -> job.map(LatestJob.Claimed::new));
    }

    private Uni<LatestJob> ignoredOrNothing(AccountId account, SourceType source, DataDate date) {
        return folders.ignored(account, source, date)
                .map(file -> doubt(account)
                        .<LatestJob>map(LatestJob.NotKnown::new)
                        .or(() -> file.map(LatestJob.OnlyIgnored::new))
                        .orElseGet(LatestJob.NothingReceived::new));
    }
}
