package io.sluice.benchmarks.scan;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Resource use in one window; CPU in seconds per minute.
///
/// @param seconds how long the window was
/// @param serviceSshdCpu of the SSH server that the watcher talks to
/// @param podCpu of rsyslogd and the agent
/// @param requests SFTP requests of the watcher, per minute
/// @param cycles scan cycles of the watcher
/// @param cycleMillis mean wall time of a scan cycle
record Window(
        double seconds,
        double watcherCpu,
        double serviceSshdCpu,
        double tenantSshdCpu,
        double podCpu,
        double requests,
        long cycles,
        double cycleMillis) {

    /// The median of each figure, taken separately.
    static Window median(List<Window> windows) {
        return new Window(
                median(windows, Window::seconds),
                median(windows, Window::watcherCpu),
                median(windows, Window::serviceSshdCpu),
                median(windows, Window::tenantSshdCpu),
                median(windows, Window::podCpu),
                median(windows, Window::requests),
                Math.round(median(windows, window -> window.cycles)),
                median(windows, Window::cycleMillis));
    }

    private static double median(List<Window> windows, ToDoubleFunction<Window> figure) {
        return Quantile.of(0.5, windows.stream().mapToDouble(figure).toArray());
    }
}
