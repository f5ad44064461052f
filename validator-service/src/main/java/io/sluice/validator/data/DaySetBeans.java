package io.sluice.validator.data;

import io.sluice.schemas.AccountHashKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Creates the use case of the data sets.
@ApplicationScoped
class DaySetBeans {

    @Produces
    @Singleton
    DaySets daySets(DayObjects objects, AccountHashKeys hashKeys, DaySwaps swaps, DataSetsConfig config) {
        return new DaySets(objects, hashKeys::of, swaps, new SecureRandom(), config.enabled());
    }
}
