package io.sluice.job.history;

import io.sluice.contracts.event.Topics;
import io.sluice.events.account.AccountView;
import io.sluice.events.health.ConsumedProbe;
import io.sluice.job.folder.Folders;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the plain classes of this package.
final class HistoryBeans {
    /// An upload is known within seconds. After this time an answer "nothing was received" would be a guess.
    private static final Duration NEWS_TIMEOUT = Duration.ofSeconds(20);

    @Produces
    @Singleton
    FindLatestJob findLatestJob(Jobs jobs, Folders folders, ConsumedProbe uploads) {
        return new FindLatestJob(jobs, folders, () -> uploads.isUpToDateWithin(NEWS_TIMEOUT));
    }

    @Produces
    @Singleton
    ConsumedProbe uploads(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "mp.messaging.incoming.upload-claimed.group.id") String group) {
        return new ConsumedProbe(
                "events of uploads",
                group,
                List.of(Topics.UPLOAD_CLAIMED, Topics.JOB_FINISHED, Topics.DIRECTORY_OBSERVED),
                bootstrapServers);
    }

    void close(@Disposes ConsumedProbe uploads) {
        uploads.close();
    }

    @Produces
    @Singleton
    SourceNames sourceNames(AccountView accounts) {
        return new SourceNames(accounts);
    }
}
