package io.sluice.notifier.retention;

import io.quarkus.runtime.Shutdown;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/// Removes old mails, and what is known of folders without ignored files, a few times a day.
@ApplicationScoped
class RetentionSchedule {
    private static final Log LOG = Log.of(RetentionSchedule.class);

    private final OldMailsStore mails;
    private final OldIgnoredFoldersStore folders;
    private final AccountRetention retention;
    private final AtomicBoolean stopped = new AtomicBoolean();

    RetentionSchedule(Pool pool, AccountView accounts, RetentionConfig config) {
        this.mails = new OldMailsStore(pool);
        this.folders = new OldIgnoredFoldersStore(pool);
        this.retention = new AccountRetention(accounts, config.keep());
    }

    @Scheduled(every = "${sluice.retention.interval}", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void removeOld() {
        try {
            folders.remove(stopped::get);
            var removed = mails.remove(retention::of, stopped::get);
            if (removed > 0) {
                LOG.info("old mails were removed after their retention", LogFields.field("mails", removed));
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("not all old mails could be removed, the next run goes on", LogFields.cause(unavailable));
        }
    }

    @Shutdown
    void stop() {
        stopped.set(true);
    }
}
