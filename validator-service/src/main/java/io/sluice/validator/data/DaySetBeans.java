package io.sluice.validator.data;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.schemas.AccountHashKeys;
import io.sluice.validator.memory.WorkerMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Creates the use case of the data sets.
@ApplicationScoped
class DaySetBeans {

    @Produces
    @Singleton
    DaySets daySets(
            DayObjects objects,
            WorkerMemory memory,
            AccountHashKeys hashKeys,
            DaySwaps swaps,
            DataSetsConfig config,
            MeterRegistry registry) {
        var files = new DayFiles(objects, new SecureRandom(), memory.rowGroupBytes());
        return new DaySets(files, hashKeys::of, swaps, config.enabled(), registry);
    }
}
