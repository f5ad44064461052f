package io.sluice.validator.dryrun;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Creates the permits for dry runs from the configured limits.
@ApplicationScoped
class DryRunBeans {

    @Produces
    @Singleton
    Permits permits(DryRunConfig config) {
        return new Permits(config.dryRuns(), config.dryRunsPerAccount());
    }
}
