package io.sluice.watcher;

import java.time.Duration;

/// Measures elapsed time; setting the machine's clock does not change it.
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
