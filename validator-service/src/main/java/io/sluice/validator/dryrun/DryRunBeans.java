package io.sluice.validator.dryrun;

import io.sluice.web.body.BodyPermits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Creates what limits dry runs from the configuration.
@ApplicationScoped
class DryRunBeans {

    @Produces
    @Singleton
    BodyPermits permits(DryRunConfig config) {
        return new BodyPermits(config.dryRunBodies(), config.dryRunsPerAccount());
    }

    @Produces
    @Singleton
    BodySpace space(DryRunConfig config) {
        return new BodySpace(config.dryRunDisk().asLongValue());
    }
}
