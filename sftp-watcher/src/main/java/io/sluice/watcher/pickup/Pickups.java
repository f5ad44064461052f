package io.sluice.watcher.pickup;

import io.sluice.contracts.account.AccountFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/// The pick-up window of each account: its own schedule's, or the platform's. Thread-safe.
public final class Pickups {
    private static final Logger LOG = Logger.getLogger(Pickups.class);

    private final PickupSchedule platform;
    private final ConcurrentMap<String, PickupSchedule> own = new ConcurrentHashMap<>();
    private final ConcurrentMap<PickupSchedule, Known> windows = new ConcurrentHashMap<>();

    public Pickups(PickupSchedule platform) {
        this.platform = platform;
    }

    public PickupWindow of(AccountFacts account, Instant now) {
        var schedule = account.pickup()
                .map(text -> own.computeIfAbsent(text + " " + account.timeZone(), key -> parse(account, text)))
                .orElse(platform);
        return windows.compute(
                        schedule, (same, known) -> known != null && known.holdsAt(now) ? known : Known.at(same, now))
                .window();
    }

    private PickupSchedule parse(AccountFacts account, String text) {
        try {
            return PickupSchedule.parse(text, Optional.of(account.timeZone()));
        } catch (IllegalArgumentException unreadable) {
            LOG.errorf(
                    "account %s goes by the platform's schedule, its own is unreadable: %s",
                    account.accountId(), unreadable.getMessage());
            return platform;
        }
    }

    /// A window and how long it holds; to work one out takes long when a schedule's moments are rare.
    private record Known(PickupWindow window, Instant since) {
        static Known at(PickupSchedule schedule, Instant now) {
            return new Known(schedule.at(now), now);
        }

        boolean holdsAt(Instant now) {
            return !now.isBefore(since)
                    && window.nextPickup().map(next -> now.isBefore(next)).orElse(true);
        }
    }
}
