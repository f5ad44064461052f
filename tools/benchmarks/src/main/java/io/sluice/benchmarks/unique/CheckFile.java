package io.sluice.benchmarks.unique;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Checks one file in a JVM of its own and prints the figures on one line.
public final class CheckFile {
    private static final int BUFFER_BYTES = 256 * 1024;

    private CheckFile() {}

    /// The arguments are the file, the [Check] and the folder for spilled values.
    public static void main(String[] words) throws IOException {
        var check = Check.valueOf(words[1]);
        var began = System.nanoTime();
        var report = read(Path.of(words[0]), check, new KeyMemory(64L << 20, Path.of(words[2])));
        var wallMillis = (System.nanoTime() - began) / 1_000_000;
        System.out.println(new CheckFigures(
                        report.rows(),
                        report.errorCount(),
                        wallMillis,
                        cpuMillis(),
                        heapMegabytes(),
                        report.errors().isEmpty()
                                ? "-"
                                : report.errors().getFirst().message())
                .line());
    }

    private static Report read(Path file, Check check, KeyMemory memory) throws IOException {
        var plan = ValidationPlan.compile(check.schema(), Delimiter.COMMA, RunLimits.DEFAULTS);
        try (var run = plan.newRun(memory);
                var content = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            var firstRow = new byte[0];
            for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                if (firstRow.length == 0) {
                    firstRow = Arrays.copyOfRange(buffer, KeyFile.HEADER.length(), KeyFile.HEADER.length() + 35);
                }
                run.accept(buffer, 0, length);
            }
            if (check.repeatsFirstRow()) {
                run.accept(firstRow, 0, firstRow.length);
            }
            return run.finish();
        }
    }

    private static long cpuMillis() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1_000_000;
    }

    private static long heapMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }
}
