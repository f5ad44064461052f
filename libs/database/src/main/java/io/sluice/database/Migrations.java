package io.sluice.database;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// Migrates the tables in the background and tries again while the database is unavailable. Afterwards the
/// service is ready, and those who observe [TablesMigrated] begin.
///
/// A migration by Flyway at the start would block the whole service, its health checks and its stop.
@Readiness
@ApplicationScoped
class Migrations implements HealthCheck {
    private static final Log LOG = Log.of(Migrations.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Flyway flyway;
    private final Event<TablesMigrated> migrated;
    private final AtomicBoolean done = new AtomicBoolean();
    /// Why the latest attempt failed.
    private volatile String cause = "not tried yet";
    private @Nullable SupervisedThread thread;

    Migrations(Flyway flyway, Event<TablesMigrated> migrated) {
        this.flyway = flyway;
        this.migrated = migrated;
    }

    @Override
    public HealthCheckResponse call() {
        var check = HealthCheckResponse.named("database tables").status(done.get());
        return (done.get() ? check : check.withData("cause", cause)).build();
    }

    @Startup
    void start() {
        thread = SupervisedThread.start("migrations", this::run);
    }

    @Shutdown
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        while (!done.get()) {
            try {
                flyway.migrate();
                migrated.fire(new TablesMigrated());
                done.set(true);
            } catch (FlywayException failure) {
                report(text(failure));
                Thread.sleep(RETRY);
            }
        }
    }

    private void report(String failure) {
        if (!failure.equals(cause)) {
            cause = failure;
            LOG.warn("tables cannot be migrated, tried again until they can", LogFields.field("cause", cause));
        }
    }

    /// The reason may stand in the second line.
    private static String text(FlywayException failure) {
        return String.valueOf(failure.getMessage())
                .strip()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .collect(Collectors.joining(" "));
    }
}
