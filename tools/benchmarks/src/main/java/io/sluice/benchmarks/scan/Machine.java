package io.sluice.benchmarks.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine of the measurement.
///
/// @param loadBefore the load average of the last minute before the first series; it shows other work
/// @param loadAfter the same after the last series
record Machine(
        String processor,
        int processors,
        double memoryGigabytes,
        String kernel,
        String java,
        String volume,
        double loadBefore,
        double loadAfter) {

    static Machine here(Path volume, double loadBefore) throws IOException {
        return new Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(firstWord(field("/proc/meminfo", "MemTotal"))) * 1024 / 1e8) / 10.0,
                System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                Files.getFileStore(volume).type(),
                loadBefore,
                load());
    }

    static double load() throws IOException {
        return Double.parseDouble(firstWord(Files.readString(Path.of("/proc/loadavg"))));
    }

    private static String firstWord(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    private static String field(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
