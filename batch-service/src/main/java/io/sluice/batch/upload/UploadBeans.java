package io.sluice.batch.upload;

import io.sluice.batch.announcement.BatchStored;
import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Traffic;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/// Makes the plain classes of this package.
final class UploadBeans {
    /// Clocks of instances may differ by this much.
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    @Produces
    @Singleton
    ReceiveUpload receiveUpload(Batches batches, BatchObjects objects, Traffic traffic, Event<BatchStored> stored) {
        return new ReceiveUpload(batches, objects, traffic, () -> stored.fire(new BatchStored()), Clock.systemUTC());
    }

    @Produces
    @Singleton
    FindStoredUploads findStoredUploads(
            Batches batches, BatchObjects objects, AccountView accounts, UploadConfig config) {
        return new FindStoredUploads(
                batches,
                objects,
                account -> today(account, accounts),
                config.uploadTimeout().plus(CLOCKS),
                Clock.systemUTC());
    }

    /// An account that is not known here now has a day in UTC.
    private static AccountDay today(AccountId account, AccountView accounts) {
        return AccountDay.at(
                Clock.systemUTC().instant(),
                accounts.find(account).map(AccountFacts::timeZone).orElse(ZoneOffset.UTC));
    }

    @Produces
    @Singleton
    UploadPlaces places(UploadConfig config) {
        var limits = new UploadPlaces.Limits(
                config.uploads(),
                config.uploadsPerAccount(),
                config.slowestUpload().asLongValue(),
                config.slowUploadGrace());
        return new UploadPlaces(limits, System::nanoTime);
    }
}
