package io.sluice.schema.database;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Migrates the database beside the start of the service, trying again as long as the database is away.
///
/// Flyway's own waiting at start would keep the service from answering its probes and from stopping when asked to.
@ApplicationScoped
public class DatabaseMigration {
    private static final Logger LOG = Logger.getLogger(DatabaseMigration.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Flyway flyway;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable Thread thread;

    DatabaseMigration(Flyway flyway) {
        this.flyway = flyway;
    }

    boolean isDone() {
        return done.get();
    }

    @Startup
    void start() {
        thread = Thread.ofPlatform().daemon().name("database-migration").start(this::run);
    }

    @Shutdown
    void stop() {
        stopping.set(true);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        var failing = false;
        while (!stopping.get() && !done.get()) {
            try {
                var result = flyway.migrate();
                done.set(true);
                LOG.infof("the database is at version %s", result.targetSchemaVersion);
            } catch (FlywayException away) {
                if (!failing) {
                    LOG.warnf(
                            "the database cannot be migrated, trying again every second: %s",
                            String.valueOf(away.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
                }
                failing = true;
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }
}
