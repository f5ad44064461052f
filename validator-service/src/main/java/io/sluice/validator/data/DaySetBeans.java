package io.sluice.validator.data;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
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
            AccountView accounts,
            DataSetsConfig config,
            MeterRegistry registry) {
        var threads = new WritingThreads(Runtime.getRuntime().availableProcessors() / 2);
        var files = new DayFiles(objects, new SecureRandom(), memory.rowGroupBytes(), threads);
        var withoutData = Counter.builder("sluice.validation.accepted.without.data")
                .description("Accepted files whose rows did not become the data of their day; replay their jobs")
                .register(registry);
        return new DaySets(
                files,
                hashKeys::of,
                swaps,
                account -> accounts.find(account)
                        .filter(facts -> facts.state() == AccountState.ERASED)
                        .isPresent(),
                config.enabled(),
                withoutData::increment);
    }
}
