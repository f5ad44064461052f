package io.sluice.benchmarks.scan;

import java.io.PrintStream;
import java.util.Locale;

/// The figures as text.
final class Table {
    private Table() {}

    /// Prints a line about one series.
    static void print(Figures.Series series, PrintStream out) {
        var idle = series.idle().median();
        out.printf(
                Locale.ROOT,
                "  %d accounts, %d files a folder, every %d s: start %.1f s (%.1f CPU-s); idle %.2f CPU-s/min, scan cycle %.0f ms, %.0f MB%n",
                series.accounts(),
                series.filesPerFolder(),
                series.interval().toSeconds(),
                series.start().seconds(),
                series.start().cpuSeconds(),
                idle.watcherCpu(),
                idle.cycleMillis(),
                series.residentMegabytes());
        out.flush();
    }

    static void print(Figures figures, PrintStream out) {
        out.println("""
                Watcher and sshd: percent of one core (median of the windows). Start: until every account was looked at.
                | accounts | files/folder | interval | load | watcher | its sshd | tenants' sshd | agent, log | SFTP requests/min | scan cycle | memory | start | settled |
                |---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---|---:|""");
        for (var series : figures.series()) {
            row(series, "idle", series.idle().median(), out);
            series.active()
                    .ifPresent(active -> row(
                            series,
                            "%d uploads".formatted(active.uploadsPerWindow()),
                            active.load().median(),
                            out));
        }
        out.println();
        figures.series().stream()
                .filter(series -> series.active().isPresent())
                .forEach(series ->
                        latencies(series, series.active().orElseThrow().latencies(), out));
        out.flush();
    }

    private static void row(Figures.Series series, String load, Window window, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "| %,d | %d | %d s | %s | %.2f %% | %.2f %% | %.2f %% | %.2f %% | %,.0f | %.0f ms | %.0f MB | %.1f s, %.1f CPU-s | %s |%n",
                series.accounts(),
                series.filesPerFolder(),
                series.interval().toSeconds(),
                load,
                percent(window.watcherCpu()),
                percent(window.serviceSshdCpu()),
                percent(window.tenantSshdCpu()),
                percent(window.podCpu()),
                window.requests(),
                window.cycleMillis(),
                series.residentMegabytes(),
                series.start().seconds(),
                series.start().cpuSeconds(),
                series.settledAfterSeconds()
                        .map(seconds -> String.format(Locale.ROOT, "%.0f s", seconds))
                        .orElse("not settled"));
    }

    private static void latencies(Figures.Series series, Uploads.Latencies latencies, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d accounts, every %d s: close of an upload until its claim is announced: median %.1f s, p99 %.1f s, longest %.1f s of %d uploads%s%n",
                series.accounts(),
                series.interval().toSeconds(),
                latencies.median() / 1000,
                latencies.p99() / 1000,
                latencies.longest() / 1000,
                latencies.uploads(),
                latencies.missing() == 0 ? "" : ", %d without a claim".formatted(latencies.missing()));
    }

    /// CPU seconds per minute as a percentage of one core.
    private static double percent(double secondsPerMinute) {
        return secondsPerMinute / 60 * 100;
    }
}
