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
    private @Nullable SupervisedThread thread;

    Migrations(Flyway flyway, Event<TablesMigrated> migrated) {
        this.flyway = flyway;
        this.migrated = migrated;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database tables").status(done.get()).build();
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
        var reported = false;
        while (!done.get()) {
            try {
                flyway.migrate();
                migrated.fire(new TablesMigrated());
                done.set(true);
            } catch (FlywayException failure) {
                if (!reported) {
                    reported = true;
                    LOG.warn(
                            "tables cannot be migrated, tried again until they can",
                            LogFields.field("cause", firstLine(failure)));
                }
                Thread.sleep(RETRY);
            }
        }
    }

    private static String firstLine(FlywayException failure) {
        return String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("no reason given");
    }
}
