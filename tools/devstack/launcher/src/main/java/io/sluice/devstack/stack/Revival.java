package io.sluice.devstack.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Starts one part again whenever it has ended by itself. After a failure it waits longer each time, up to a
/// minute; a part that stayed alive for a minute begins anew.
final class Revival {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final Part part;
    private final BooleanSupplier alive;
    private final Runnable start;
    private final LongSupplier nanoTime;
    private Duration delay = Duration.ZERO;
    private long startedAt;
    private long notBefore;

    /// @param start throws if the part cannot be started
    Revival(Part part, BooleanSupplier alive, Runnable start, LongSupplier nanoTime) {
        this.part = part;
        this.alive = alive;
        this.start = start;
        this.nanoTime = nanoTime;
        startedAt = nanoTime.getAsLong();
        notBefore = startedAt;
    }

    /// Looks at the part; says what happened to it, if anything did.
    Optional<PartEvent> check() {
        long now = nanoTime.getAsLong();
        if (alive.getAsBoolean()) {
            if (now - startedAt >= LONGEST_DELAY.toNanos()) {
                delay = Duration.ZERO;
            }
            return Optional.empty();
        }
        if (now - notBefore < 0) {
            return Optional.empty();
        }
        delay = delay.isZero() ? FIRST_DELAY : longer(delay);
        notBefore = now + delay.toNanos();
        startedAt = now;
        try {
            start.run();
            return Optional.of(new PartEvent.StartedAgain(part));
        } catch (RuntimeException cause) {
            return Optional.of(new PartEvent.NotStarted(part, reason(cause), delay));
        }
    }

    private static Duration longer(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
    }

    private static String reason(RuntimeException cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
