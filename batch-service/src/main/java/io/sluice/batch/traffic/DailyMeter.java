package io.sluice.batch.traffic;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Traffic;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.LimitExceeded;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Decides whether a batch fits into what is left of its account's day. Thread-safe.
///
/// What came over SFTP is known as of its newest measurement, some seconds old, and uploads that other
/// instances receive are not known. So both doors and all instances together may exceed the limit by that.
public final class DailyMeter {
    private final Traffic traffic;
    private final Clock clock;
    private final ConcurrentMap<AccountId, Long> underWay = new ConcurrentHashMap<>();

    DailyMeter(Traffic traffic, Clock clock) {
        this.traffic = traffic;
        this.clock = clock;
    }

    /// Whether a batch fits.
    public sealed interface Room {
        record Enough() implements Room {}

        /// The day's bytes leave no room.
        ///
        /// @param bytes of the batch alone
        /// @param untilDayEnds then there is room again, unless the batch alone is larger than the limit
        record Full(LimitExceeded exceeded, long bytes, Duration untilDayEnds) implements Room {}

        /// There is room, but uploads under way may need it.
        ///
        /// @param left bytes of the day, without these uploads
        record Awaited(long left) implements Room {}
    }

    /// Whether a batch of that size fits, whatever is under way.
    public Uni<Room> room(AccountFacts account, long size) {
        return room(account, size, 0);
    }

    /// Runs an upload. Until it ends, its bytes are reserved: what begins later fits beside it.
    public <T> Uni<T> reserve(AccountFacts account, long size, Function<Uni<Room>, Uni<T>> upload) {
        var id = account.accountId();
        // Reserved before the day is read: of two that begin at once, at least one sees the other.
        return Uni.createFrom()
                .deferred(() -> upload.apply(room(account, size, underWay.merge(id, size, Long::sum) - size)))
                .onTermination()
                .invoke(() -> underWay.computeIfPresent(id, (same, bytes) -> bytes == size ? null : bytes - size));
    }

    /// @param others bytes of the account's uploads under way
    private Uni<Room> room(AccountFacts account, long size, long others) {
        var day = today(account);
        var limit = account.limits().dailyUploadLimitBytes();
        return traffic.today(account.accountId(), day).map(used -> {
            if (used + size > limit) {
                return new Room.Full(
                        LimitExceeded.ofBytes(LimitExceeded.Limit.DAILY, used + size, limit),
                        size,
                        Duration.between(day.now(), day.endsAt()).plusSeconds(1));
            }
            return used + others + size > limit ? new Room.Awaited(limit - used) : new Room.Enough();
        });
    }

    /// The account's current day.
    public AccountDay today(AccountFacts account) {
        return AccountDay.at(clock.instant(), account.timeZone());
    }
}
