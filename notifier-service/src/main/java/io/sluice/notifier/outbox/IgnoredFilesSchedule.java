package io.sluice.notifier.outbox;

import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;

/// Writes the due mails about ignored files into the outbox.
@Singleton
class IgnoredFilesSchedule extends TableSchedule {
    IgnoredFilesSchedule(IgnoredFilesStore store, IgnoredMailsConfig config) {
        super("ignored-files", config.every(), () -> {
            var more = true;
            while (more) {
                more = store.writeNext().await().indefinitely();
            }
        });
    }
}
