package io.sluice.schema.outbox;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.scheduler.Scheduled;
import io.sluice.events.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Wakes the publication after each change, and every second for a change whose publication failed.
@ApplicationScoped
class AccountChangesSchedule {
    private static final Log LOG = Log.of(AccountChangesSchedule.class);

    private final PublishChanges publishChanges;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile long lastSuccess = System.nanoTime();

    AccountChangesSchedule(PublishChanges publishChanges) {
        this.publishChanges = publishChanges;
    }

    void committed(@Observes ChangeCommitted change) {
        wake();
    }

    /// Not before the channels are wired.
    @Scheduled(every = "{sluice.outbox.sweep}", delayed = "2s")
    void sweep() {
        wake();
    }

    /// One run at a time; a request that comes during a run leads to one more.
    private void wake() {
        if (requests.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        var served = requests.get();
        publishChanges.all().subscribe().with(published -> succeeded(published, served), this::failed);
    }

    /// Since everything that had changed was published. A publication that hangs makes it grow.
    Duration sinceAllWasPublished() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }

    private void succeeded(int published, int served) {
        lastSuccess = System.nanoTime();
        if (failing.compareAndSet(true, false)) {
            LOG.info("changed accounts are published again", field("accounts", published));
        } else if (published > 0) {
            LOG.debug("changed accounts were published", field("accounts", published));
        }
        if (!requests.compareAndSet(served, 0)) {
            run();
        }
    }

    private void failed(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("changed accounts cannot be published, retrying every second", cause(failure));
        }
        requests.set(0);
    }
}
