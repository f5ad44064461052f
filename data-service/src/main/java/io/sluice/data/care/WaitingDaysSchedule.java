package io.sluice.data.care;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Shows how long changes of days wait, for an alert: `sluice.data.sets.waiting.age`, in seconds. No metric
/// names a tenant.
@Singleton
class WaitingDaysSchedule extends TableSchedule {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    WaitingDaysSchedule(WaitingDays days, MeterRegistry metrics) {
        super("waiting-days", INTERVAL, days::look);
        Gauge.builder("sluice.data.sets.waiting.age", days, WaitingDays::seconds)
                .baseUnit("seconds")
                .description("Since the oldest change of a day that is not announced, or whose plain copy is not made")
                .strongReference(true)
                .register(metrics);
    }
}
