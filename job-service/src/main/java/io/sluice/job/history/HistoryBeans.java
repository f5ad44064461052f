package io.sluice.job.history;

import io.sluice.events.account.AccountView;
import io.sluice.job.folder.Folders;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the plain classes of this package.
final class HistoryBeans {
    @Produces
    @Singleton
    FindLatestJob findLatestJob(Jobs jobs, Folders folders) {
        return new FindLatestJob(jobs, folders);
    }

    @Produces
    @Singleton
    SourceNames sourceNames(AccountView accounts) {
        return new SourceNames(accounts);
    }
}
