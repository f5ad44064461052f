package io.sluice.batch.upload;

import io.sluice.contracts.account.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// The places for uploads of this instance. Thread-safe.
///
/// | when | then |
/// |---|---|
/// | places run out | an account gets a further one while more are free than it has |
/// | all are taken | the slowest upload gives its place up, if it is slower than it may be then |
///
/// So a few accounts cannot take all places, and many cannot keep them without sending.
final class UploadPlaces {
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final List<Taken> taken = new ArrayList<>();

    /// What uploads may take.
    ///
    /// @param inTotal places
    /// @param perAccount places of one account
    /// @param bytesPerSecond that an upload brings on average, or it gives way to others
    /// @param grace the age from which this counts
    record Limits(int inTotal, int perAccount, long bytesPerSecond, Duration grace) {}

    UploadPlaces(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /// Whether an upload may begin.
    sealed interface Place {
        /// It may; closing gives the place back.
        non-sealed interface Granted extends Place, AutoCloseable {
            /// The upload's body has begun to arrive.
            void holds(UploadBody body);

            @Override
            void close();
        }

        /// The account has as many as it may have now.
        record AccountBusy(int limit) implements Place {}

        /// All are taken.
        record ServiceBusy(int limit) implements Place {}
    }

    synchronized Place acquire(AccountId account) {
        var own = taken.stream().filter(place -> place.account.equals(account)).count();
        var free = limits.inTotal - taken.size();
        if (own >= limits.perAccount || (own > 0 && own >= free)) {
            return new Place.AccountBusy(Math.toIntExact(own));
        }
        if (free <= 0 && !cutSlowest()) {
            return new Place.ServiceBusy(limits.inTotal);
        }
        var place = new Taken(account, nanoTime.getAsLong());
        taken.add(place);
        return place;
    }

    /// Its place is free at once; the rest of it ends when its next byte comes.
    private boolean cutSlowest() {
        var now = nanoTime.getAsLong();
        var slowest = taken.stream()
                .filter(place -> place.isTooSlow(now))
                .min(Comparator.comparingDouble(place -> place.bytesPerSecond(now)));
        slowest.ifPresent(Taken::cut);
        return slowest.isPresent();
    }

    private synchronized void release(Taken place) {
        taken.remove(place);
    }

    private final class Taken implements Place.Granted {
        private final AccountId account;
        private final long since;
        private final AtomicReference<UploadBody> body = new AtomicReference<>();

        Taken(AccountId account, long since) {
            this.account = account;
            this.since = since;
        }

        @Override
        public void holds(UploadBody begun) {
            body.set(begun);
        }

        @Override
        public void close() {
            release(this);
        }

        private boolean isTooSlow(long now) {
            return now - since >= limits.grace.toNanos()
                    && bytesPerSecond(now) < limits.bytesPerSecond
                    && Optional.ofNullable(body.get())
                            .filter(UploadBody::mayBeCut)
                            .isPresent();
        }

        private double bytesPerSecond(long now) {
            var bytes = Optional.ofNullable(body.get()).map(UploadBody::bytes).orElse(0L);
            return bytes * 1e9 / (now - since);
        }

        private void cut() {
            taken.remove(this);
            Optional.ofNullable(body.get()).ifPresent(UploadBody::cut);
        }
    }
}
