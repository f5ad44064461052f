package io.sluice.batch.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Limits how many requests a minute a token has at this instance. Thread-safe.
///
/// It remembers the tokens that called last; one that is forgotten begins anew.
final class RequestPace {
    private static final int REMEMBERED = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<String, Minute> minutes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Minute> eldest) {
            return size() > REMEMBERED;
        }
    };

    RequestPace(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /// Counts a request.
    ///
    /// @return when the next one is let in, if this one is not
    synchronized Optional<Duration> take(String token) {
        var now = nanoTime.getAsLong();
        var minute = minutes.get(token);
        if (minute == null || now - minute.begun() >= MINUTE) {
            minutes.put(token, new Minute(now, 1));
            return Optional.empty();
        }
        if (minute.requests() >= perMinute) {
            return Optional.of(Duration.ofNanos(MINUTE - (now - minute.begun())));
        }
        minutes.put(token, new Minute(minute.begun(), minute.requests() + 1));
        return Optional.empty();
    }

    private record Minute(long begun, int requests) {}
}
