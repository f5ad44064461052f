package io.sluice.batch.allocation;

import io.sluice.batch.state.Batches;
import io.sluice.batch.traffic.DailyMeter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the use case of this package.
final class AllocationBeans {
    @Produces
    @Singleton
    AllocateBatch allocateBatch(Batches batches, DailyMeter meter, AllocationConfig config) {
        return new AllocateBatch(batches, meter, config.uploadLifetime(), config.most(), Clock.systemUTC());
    }
}
