package io.sluice.watcher.pickup;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Which uploads may be claimed now.
public sealed interface PickupWindow {

    /// All uploads.
    record Always() implements PickupWindow {}

    /// Uploads that arrived by the latest pick-up.
    ///
    /// @param latest the latest pick-up; empty when the schedule has named none yet
    /// @param next the next pick-up; empty when the schedule names none
    record Between(Optional<Instant> latest, Optional<Instant> next, ZoneId zone) implements PickupWindow {}

    /// Whether an upload that arrived at the given moment may be claimed.
    default boolean admits(Instant arrived) {
        return switch (this) {
            case Always() -> true;
            case Between(var latest, var _, var _) -> latest.isPresent() && !arrived.isAfter(latest.get());
        };
    }

    /// The next pick-up of a daily schedule.
    default Optional<Instant> nextPickup() {
        return switch (this) {
            case Always() -> Optional.empty();
            case Between(var _, var next, var _) -> next;
        };
    }
}
