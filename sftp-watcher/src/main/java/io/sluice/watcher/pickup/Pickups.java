package io.sluice.watcher.pickup;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.events.log.Log;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Gives the pick-up window of each account, from its own schedule or from the platform's. Thread-safe.
public final class Pickups {
    private static final Log LOG = Log.of(Pickups.class);

    /// Schedules that no account has any more go when there are this many.
    static final int MOST_SCHEDULES = 20_000;

    private final PickupTimes platform;
    private final ConcurrentMap<String, PickupTimes> own = new ConcurrentHashMap<>();
    private final ConcurrentMap<PickupTimes, Known> windows = new ConcurrentHashMap<>();

    public Pickups(PickupTimes platform) {
        this.platform = platform;
    }

    /// The window of accounts without a schedule of their own.
    PickupWindow ofPlatform(Instant now) {
        return window(platform, now);
    }

    public PickupWindow of(AccountFacts account, Instant now) {
        if (windows.size() > MOST_SCHEDULES) {
            own.clear();
            windows.clear();
        }
        var schedule = account.pickup()
                .map(text -> own.computeIfAbsent(text + " " + account.timeZone(), key -> parse(account, text)))
                .orElse(platform);
        return window(schedule, now);
    }

    private PickupWindow window(PickupTimes schedule, Instant now) {
        return windows.compute(
                        schedule, (same, known) -> known != null && known.holdsAt(now) ? known : Known.at(same, now))
                .window();
    }

    /// How many schedules are in memory.
    int schedules() {
        return own.size();
    }

    private PickupTimes parse(AccountFacts account, String text) {
        try {
            return PickupTimes.parse(text, Optional.of(account.timeZone()));
        } catch (IllegalArgumentException unreadable) {
            LOG.error(
                    "an account's pick-up schedule is unreadable, the platform's applies",
                    account(account.accountId()),
                    cause(unreadable));
            return platform;
        }
    }

    /// A window and since when it applies. It is kept because calculating one takes long for a schedule with
    /// rare moments.
    private record Known(PickupWindow window, Instant since) {
        static Known at(PickupTimes schedule, Instant now) {
            return new Known(schedule.at(now), now);
        }

        boolean holdsAt(Instant now) {
            return !now.isBefore(since)
                    && window.nextPickup().map(next -> now.isBefore(next)).orElse(true);
        }
    }
}
