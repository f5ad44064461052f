package io.sluice.notifier.outbox;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.events.log.Outages;
import jakarta.enterprise.context.ApplicationScoped;

/// Writes the due mails about ignored files into the outbox.
@ApplicationScoped
class IgnoredFilesSchedule {
    private static final Log LOG = Log.of(IgnoredFilesSchedule.class);
    private static final String DIGESTS = "ignored files";

    private final Outages outages = new Outages(LOG);
    private final IgnoredFilesStore store;

    IgnoredFilesSchedule(IgnoredFilesStore store) {
        this.store = store;
    }

    @Scheduled(every = "${sluice.ignored-mails.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void writeAllDue() {
        try {
            while (store.writeNext().await().indefinitely()) {
                LOG.debug("looking for the next due mail about ignored files");
            }
            outages.over(DIGESTS, "mails about ignored files are written again");
        } catch (RuntimeException unavailable) {
            outages.report(
                    DIGESTS, "mails about ignored files cannot be written, tried again", LogFields.cause(unavailable));
        }
    }
}
