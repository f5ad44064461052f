package io.sluice.job.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.Topics;
import io.sluice.events.KafkaSettings;
import io.sluice.events.account.AccountView;
import io.sluice.events.health.ConsumedProbe;
import io.sluice.job.folder.Folders;
import io.sluice.job.history.LatestJob.Doubt;
import io.sluice.job.watcher.WatcherReady;
import io.sluice.web.answer.AnswerLimits;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the plain classes of this package.
final class HistoryBeans {
    /// An upload is known within seconds. After this time an answer "nothing was received" would be a guess.
    private static final Duration NEWS_TIMEOUT = WatcherReady.LONGEST_GAP;
    /// Of all accounts, on their way to their readers. Each is whole in memory.
    private static final int ANSWERS = 32;

    private static final int ANSWERS_OF_AN_ACCOUNT = 4;

    @Produces
    @Singleton
    FindLatestJob findLatestJob(Jobs jobs, Folders folders, ConsumedProbe uploads, WatcherReady watcher) {
        return new FindLatestJob(jobs, folders, account -> doubt(account, uploads, watcher));
    }

    private static Optional<Doubt> doubt(AccountId account, ConsumedProbe uploads, WatcherReady watcher) {
        if (!uploads.isUpToDateWithin(NEWS_TIMEOUT)) {
            return Optional.of(Doubt.EVENTS_LATE);
        }
        // What arrived in a gap was published at its end.
        if (!watcher.isWatchedWithin(NEWS_TIMEOUT) || !uploads.isUpToDateSince(watcher.watchedSince())) {
            return Optional.of(Doubt.NOT_WATCHED);
        }
        return watcher.sees(account) ? Optional.empty() : Optional.of(Doubt.FOLDERS_DENIED);
    }

    @Produces
    @Singleton
    ConsumedProbe uploads(
            KafkaSettings kafka, @ConfigProperty(name = "mp.messaging.incoming.upload-claimed.group.id") String group) {
        return new ConsumedProbe(
                "events of uploads",
                group,
                List.of(Topics.UPLOAD_CLAIMED, Topics.JOB_FINISHED, Topics.DIRECTORY_OBSERVED),
                kafka);
    }

    void close(@Disposes ConsumedProbe uploads) {
        uploads.close();
    }

    @Produces
    @Singleton
    BatchNews batchNews(
            KafkaSettings kafka, @ConfigProperty(name = "mp.messaging.incoming.batch-finished.group.id") String group) {
        return new BatchNews(
                new ConsumedProbe(
                        "events of batches",
                        group,
                        List.of(Topics.BATCH_RECEIVED, Topics.BATCH_PROGRESS, Topics.BATCH_FINISHED),
                        kafka),
                NEWS_TIMEOUT);
    }

    void close(@Disposes BatchNews batches) {
        batches.close();
    }

    /// Reports, and pages of many jobs or files.
    @Produces
    @Singleton
    FairAnswers largeAnswers(ObjectMapper json, Vertx vertx) {
        return new FairAnswers(
                "large answers",
                new FairPermits(ANSWERS, ANSWERS_OF_AN_ACCOUNT),
                AnswerLimits.OF_A_DOCUMENT,
                json,
                vertx);
    }

    @Produces
    @Singleton
    ListJobs listJobs(Jobs files, BatchJobs batches) {
        return new ListJobs(files, batches);
    }

    @Produces
    @Singleton
    SourceNames sourceNames(AccountView accounts) {
        return new SourceNames(accounts);
    }
}
