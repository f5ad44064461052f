package io.sluice.batch.traffic;

import io.sluice.batch.state.Traffic;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the plain classes of this package.
final class TrafficBeans {
    @Produces
    @Singleton
    DailyMeter dailyMeter(Traffic traffic) {
        return new DailyMeter(traffic, Clock.systemUTC());
    }
}
