package io.sluice.watcher.time;

import java.time.Duration;

/// Measures how much time went by; setting the machine's clock does not move it.
@FunctionalInterface
public interface Ticker {

    /// Time since some fixed moment of this process.
    Duration elapsed();

    /// The machine's monotonic clock.
    static Ticker system() {
        var start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }
}
