package io.sluice.notifier.retention;

import io.sluice.database.TableSchedule;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread.Work;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Removes old mails, and what is known of folders without ignored files, a few times a day. Not at the
/// start: nothing is known yet of how long each account keeps its mails.
@Singleton
class RetentionSchedule extends TableSchedule {
    private static final Log LOG = Log.of(RetentionSchedule.class);

    RetentionSchedule(Pool pool, AccountView accounts, RetentionConfig config) {
        super("retention", Duration.ofMinutes(1), config.interval(), removal(pool, accounts, config.keep()));
    }

    private static Work removal(Pool pool, AccountView accounts, Duration keep) {
        var mails = new OldMailsStore(pool);
        var folders = new OldIgnoredFoldersStore(pool);
        var retention = new AccountRetention(accounts, keep);
        return () -> {
            folders.remove(Thread.currentThread()::isInterrupted);
            var removed = mails.remove(retention::of, Thread.currentThread()::isInterrupted);
            if (removed > 0) {
                LOG.info("old mails were removed after their retention", LogFields.field("mails", removed));
            }
        };
    }
}
