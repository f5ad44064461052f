package io.sluice.validator.data;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
import io.sluice.objects.data.DataObjectClient;
import io.sluice.objects.data.DataObjects;
import io.sluice.schemas.AccountHashKeys;
import io.sluice.validator.memory.WorkerMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/// Creates the use case of the data sets.
@ApplicationScoped
class DaySetBeans {

    @Produces
    @Singleton
    DataObjects dataObjects(
            S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket, WorkerMemory memory) {
        return new DataObjectClient(objects, bucket, memory.partBytes());
    }

    @Produces
    @Singleton
    DaySets daySets(
            DataObjects objects,
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
