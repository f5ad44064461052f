package io.sluice.schema.announcement;

import io.quarkus.scheduler.Scheduled;
import io.sluice.schema.change.AccountChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Wakes the announcement after each change, and every second in case a change was told to nobody.
@ApplicationScoped
class AnnouncementScheduler {
    private static final Logger LOG = Logger.getLogger(AnnouncementScheduler.class);

    private final AnnounceAccounts announceAccounts;
    private final AtomicInteger wishes = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();

    AnnouncementScheduler(AnnounceAccounts announceAccounts) {
        this.announceAccounts = announceAccounts;
    }

    void changed(@Observes AccountChanged change) {
        wake();
    }

    /// Not before the channels are wired.
    @Scheduled(every = "{sluice.announcement.sweep}", delayed = "2s")
    void sweep() {
        wake();
    }

    /// One run at a time; a wish that comes meanwhile leads to one more.
    private void wake() {
        if (wishes.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        var served = wishes.get();
        announceAccounts.all().subscribe().with(told -> succeeded(told, served), this::failed);
    }

    private void succeeded(int told, int served) {
        if (failing.compareAndSet(true, false)) {
            LOG.infof("changed accounts are announced again: %d", told);
        } else if (told > 0) {
            LOG.debugf("changed accounts were announced: %d", told);
        }
        if (!wishes.compareAndSet(served, 0)) {
            run();
        }
    }

    private void failed(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf("changed accounts cannot be announced, trying again every second: %s", failure);
        }
        wishes.set(0);
    }
}
