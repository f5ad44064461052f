package io.sluice.benchmarks.scan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All figures of one run.
///
/// @param jvm the JVM of the watcher
record Figures(Machine machine, String commit, String jvm, List<Series> series) {
    Figures {
        series = List.copyOf(series);
    }

    /// One start of the watcher, and its resource use after it had looked at everything.
    ///
    /// @param filesPerFolder in each folder below `sources/`, `processed/` and `invalid/` of each account
    /// @param interval between its scan cycles
    /// @param settledAfterSeconds from the launch until the usage of each account was measured, in steps of a
    /// window; empty when this did not end, and then the windows include this work
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

    /// From the launch of the watcher until its scan cycles had looked at each account.
    ///
    /// @param cpuSeconds of the watcher, with the start of its JVM
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

    /// Windows during which some accounts uploaded a file.
    record Active(int uploadsPerWindow, Load load, Uploads.Latencies latencies) {}
}
