package io.sluice.validator.dryrun;

import io.sluice.web.body.FairPermits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Creates what limits dry runs from the configuration.
@ApplicationScoped
class DryRunBeans {

    @Produces
    @Singleton
    FairPermits permits(DryRunConfig config) {
        return new FairPermits(config.dryRunBodies(), config.dryRunsPerAccount());
    }

    @Produces
    @Singleton
    BodySpace space(DryRunConfig config) {
        return new BodySpace(config.dryRunDisk().asLongValue());
    }
}
