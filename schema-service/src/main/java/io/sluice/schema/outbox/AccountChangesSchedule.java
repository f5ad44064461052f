package io.sluice.schema.outbox;

import io.sluice.database.TableSchedule;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Publishes after each change, and every second a change whose publication failed. A revocation waits for
/// it, so it has a thread that cannot die unnoticed.
@Singleton
class AccountChangesSchedule extends TableSchedule {
    /// Thousands of changed accounts take a while. Whatever takes longer hangs.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    /// A run that hangs is not cancelled: Hibernate Reactive would keep its connection.
    AccountChangesSchedule(
            PublishChanges publishChanges, @ConfigProperty(name = "sluice.outbox.sweep") Duration sweep) {
        super(
                "account-changes",
                sweep,
                () -> publishChanges
                        .all()
                        .subscribeAsCompletionStage()
                        .get(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS));
    }

    void committed(@Observes ChangeCommitted change) {
        wake();
    }

    /// Since everything that had changed was published. A publication that hangs makes it grow.
    Duration sinceAllWasPublished() {
        return sinceSuccess();
    }
}
