package io.sluice.benchmarks.engine;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Checks one file several times in a JVM of its own, and prints the CPU nanoseconds of the thread for the
/// median pass, then the rows and the errors.
public final class CheckSpeed {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int WARM_UP = 3;
    private static final int PASSES = 5;

    private CheckSpeed() {}

    /// The argument is the file.
    public static void main(String[] words) throws IOException {
        var file = Path.of(words[0]);
        var plan = ValidationPlan.compile(OrderFile.schema(), Delimiter.COMMA, RunLimits.DEFAULTS);
        var memory = new KeyMemory(64L << 20, Path.of(System.getProperty("java.io.tmpdir", ".")));
        var threads = ManagementFactory.getThreadMXBean();
        var report = read(file, plan, memory);
        for (int i = 1; i < WARM_UP; i++) {
            report = read(file, plan, memory);
        }
        var nanos = new long[PASSES];
        for (int i = 0; i < PASSES; i++) {
            var began = threads.getCurrentThreadCpuTime();
            report = read(file, plan, memory);
            nanos[i] = threads.getCurrentThreadCpuTime() - began;
        }
        Arrays.sort(nanos);
        System.out.println("%d %d %d".formatted(nanos[PASSES / 2], report.rows(), report.errorCount()));
    }

    private static Report read(Path file, ValidationPlan plan, KeyMemory memory) throws IOException {
        try (var run = plan.newRun(memory);
                var content = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                run.accept(buffer, 0, length);
            }
            return run.finish();
        }
    }
}
