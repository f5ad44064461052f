package io.sluice.watcher.testing;

import io.sluice.watcher.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock and a ticker that move when told; the clock may also be set like a machine's.
public class FakeTime extends Clock implements Ticker {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private Duration elapsed = Duration.ofHours(1);

    public void pass(Duration time) {
        now = now.plus(time);
        elapsed = elapsed.plus(time);
    }

    /// Somebody sets the machine's clock; no time goes by.
    public void setClock(Instant moment) {
        now = moment;
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("one zone is enough");
    }
}
