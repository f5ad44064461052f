package io.sluice.schema.database;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Keeps the service out of traffic until its tables are there.
@Readiness
final class DatabaseReady implements HealthCheck {
    private final DatabaseMigration migration;

    DatabaseReady(DatabaseMigration migration) {
        this.migration = migration;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database migrated")
                .status(migration.isDone())
                .build();
    }
}
