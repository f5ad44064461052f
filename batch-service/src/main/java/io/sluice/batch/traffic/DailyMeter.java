package io.sluice.batch.traffic;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Traffic;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.limit.LimitExceeded;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Decides whether a batch fits into what is left of its account's day.
///
/// What came over SFTP is known as of its newest measurement, some seconds old. So both doors together may
/// exceed the limit by what arrives within these seconds.
public final class DailyMeter {
    private final Traffic traffic;
    private final Clock clock;

    DailyMeter(Traffic traffic, Clock clock) {
        this.traffic = traffic;
        this.clock = clock;
    }

    /// The batch does not fit.
    ///
    /// @param bytes of the batch alone
    /// @param untilDayEnds then there is room again, unless the batch alone is larger than the limit
    public record Full(LimitExceeded exceeded, long bytes, Duration untilDayEnds) {}

    /// Empty when a batch of that size fits.
    public Uni<Optional<Full>> full(AccountFacts account, long size) {
        var day = today(account);
        var limit = account.limits().dailyUploadLimitBytes();
        return traffic.today(account.accountId(), day.now())
                .map(used -> used + size <= limit
                        ? Optional.empty()
                        : Optional.of(new Full(
                                LimitExceeded.ofBytes(LimitExceeded.Limit.DAILY, used + size, limit),
                                size,
                                Duration.between(day.now(), day.endsAt()).plusSeconds(1))));
    }

    /// The account's current day.
    public AccountDay today(AccountFacts account) {
        return AccountDay.at(clock.instant(), account.timeZone());
    }
}
