package io.sluice.schema.outbox;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Wakes the publication after each change, and every second for a change whose publication failed. A
/// revocation waits for it, so it has a thread that cannot die unnoticed.
@ApplicationScoped
class AccountChangesSchedule {
    private static final Log LOG = Log.of(AccountChangesSchedule.class);
    /// Thousands of changed accounts take a while. Whatever takes longer hangs.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    private final PublishChanges publishChanges;
    private boolean failing;
    private volatile long lastSuccess = System.nanoTime();
    private final WokenThread thread;

    AccountChangesSchedule(
            PublishChanges publishChanges, @ConfigProperty(name = "sluice.outbox.sweep") Duration sweep) {
        this.publishChanges = publishChanges;
        this.thread = new WokenThread("account-changes", sweep, this::publish);
    }

    void start(@Observes TablesMigrated tables) {
        thread.start();
    }

    @Shutdown
    void stop() {
        thread.close();
    }

    void committed(@Observes ChangeCommitted change) {
        thread.wake();
    }

    /// Since everything that had changed was published. A publication that hangs makes it grow.
    Duration sinceAllWasPublished() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }

    /// A run that hangs is not cancelled: Hibernate Reactive would keep its connection.
    private void publish() throws InterruptedException {
        try {
            succeeded(publishChanges
                    .all()
                    .subscribeAsCompletionStage()
                    .get(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException failure) {
            if (!failing) {
                failing = true;
                LOG.warn("changes cannot be published, retrying every second", cause(failure));
            }
        }
    }

    private void succeeded(int published) {
        lastSuccess = System.nanoTime();
        if (failing) {
            failing = false;
            LOG.info("changes are published again", field("events", published));
        } else if (published > 0) {
            LOG.debug("changes were published", field("events", published));
        }
    }
}
