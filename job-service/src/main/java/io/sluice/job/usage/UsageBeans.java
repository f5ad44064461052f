package io.sluice.job.usage;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the use case of this package.
final class UsageBeans {
    @Produces
    @Singleton
    CalculateUsage calculateUsage() {
        return new CalculateUsage(Clock.systemUTC());
    }
}
