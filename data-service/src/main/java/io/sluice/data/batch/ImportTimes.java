package io.sluice.data.batch;

import java.time.Duration;

/// Where the time of an import went.
///
/// | phase | what happens |
/// |---|---|
/// | `copy` | the file comes from the object store |
/// | `check` | its records are unpacked, checked and staged |
/// | `merge` | the entities change |
/// | `end` | the log is stored and all becomes visible |
public record ImportTimes(Duration copy, Duration check, Duration merge, Duration end) {
    static final ImportTimes NONE = new ImportTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /// Measures one phase after another.
    static final class Watch {
        private long last = System.nanoTime();
        private ImportTimes times = NONE;

        void copied() {
            times = new ImportTimes(lap(), times.check, times.merge, times.end);
        }

        void checked() {
            times = new ImportTimes(times.copy, lap(), times.merge, times.end);
        }

        void merged() {
            times = new ImportTimes(times.copy, times.check, lap(), times.end);
        }

        ImportTimes ended() {
            return new ImportTimes(times.copy, times.check, times.merge, lap());
        }

        private Duration lap() {
            var now = System.nanoTime();
            var lap = Duration.ofNanos(now - last);
            last = now;
            return lap;
        }
    }
}
