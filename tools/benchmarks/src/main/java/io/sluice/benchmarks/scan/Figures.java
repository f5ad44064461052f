package io.sluice.benchmarks.scan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything that one run measured.
///
/// @param jvm the watcher's
record Figures(Machine machine, String commit, String jvm, List<Series> series) {
    Figures {
        series = List.copyOf(series);
    }

    /// One start of the watcher and what it used after it had looked at everything.
    ///
    /// @param filesPerFolder in each folder below `sources/`, `processed/` and `invalid/` of each account
    /// @param interval of its rounds
    /// @param settledAfterSeconds from the launch until what each account uses was measured, too; as fine as
    /// a
    ///     window; empty when it was not, and the windows show that work, too
    /// @param residentMegabytes after the windows
    record Series(
            int accounts,
            int filesPerFolder,
            Duration interval,
            Start start,
            Optional<Double> settledAfterSeconds,
            Load idle,
            Optional<Active> active,
            double residentMegabytes) {}

    /// From the launch of the watcher until its rounds had looked at every account.
    ///
    /// @param cpuSeconds of the watcher, its JVM's start included
    /// @param sshdCpuSeconds of the SSH server that it talks to
    record Start(double seconds, double cpuSeconds, double sshdCpuSeconds) {}

    /// Several windows under the same load.
    record Load(Window median, List<Window> windows) {
        Load {
            windows = List.copyOf(windows);
        }

        static Load of(List<Window> windows) {
            return new Load(Window.median(windows), windows);
        }
    }

    /// Windows in each of which some accounts uploaded a file.
    record Active(int uploadsPerWindow, Load load, Uploads.Latencies latencies) {}
}
