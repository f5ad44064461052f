package io.sluice.validator.dryrun;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Sets the limits of dry runs.
@ApplicationScoped
class DryRunBeans {

    @Produces
    @Singleton
    Permits permits(DryRunConfig config) {
        return new Permits(config.dryRuns(), config.dryRunsPerAccount());
    }
}
