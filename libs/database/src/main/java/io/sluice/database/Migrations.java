package io.sluice.database;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings the tables up to date beside the start, as soon as the database is there; the service is ready
/// after that.
///
/// Flyway's own way, at the start, would hold up the whole service, its health answers and its stop.
@Readiness
@ApplicationScoped
class Migrations implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Flyway flyway;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable Thread thread;

    Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database tables").status(done.get()).build();
    }

    @Startup
    void start() {
        thread = Thread.ofPlatform().daemon().name("migrations").start(this::run);
    }

    @Shutdown
    void stop() {
        stopping.set(true);
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!done.get() && !stopping.get()) {
            try {
                flyway.migrate();
                done.set(true);
            } catch (FlywayException away) {
                LOG.warnf("the tables cannot be brought up to date, trying again in %s: %s", RETRY, firstLine(away));
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private static String firstLine(FlywayException away) {
        return String.valueOf(away.getMessage()).strip().lines().findFirst().orElse("no reason given");
    }
}
