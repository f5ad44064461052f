package io.sluice.benchmarks.unique;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Measures what unique fields and primary keys cost in files whose values do not fit into memory: the engine
/// alone, in a JVM of its own with a heap of 256 MB for each check.
///
/// The checks of one file take turns, so that other work on the machine meets all of them.
public final class UniqueKeys {
    private static final List<Long> ROWS = List.of(10_000_000L, 25_000_000L);
    private static final int ROUNDS = 3;

    private final PrintStream out;
    private final Path folder;

    private UniqueKeys(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /// The arguments are the numbers of rows.
    public static void main(String[] words) throws IOException, InterruptedException {
        List<Long> rows = new ArrayList<>();
        for (var word : words) {
            if (!word.matches("[1-9][0-9]{0,9}")) {
                System.err.println("sluice: number of rows '%s', expected a number".formatted(word));
                System.exit(2);
            }
            rows.add(Long.parseLong(word));
        }
        var folder = Files.createTempDirectory("sluice-benchmark-unique-");
        try {
            new UniqueKeys(folder, System.out).run(rows.isEmpty() ? ROWS : rows);
        } finally {
            Files.delete(folder);
        }
    }

    private void run(List<Long> rows) throws IOException, InterruptedException {
        for (var count : rows) {
            var file = folder.resolve("keys.csv");
            try {
                KeyFile.write(file, count);
                measure(file, count);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private void measure(Path file, long rows) throws IOException, InterruptedException {
        Map<Check, List<CheckFigures>> figures = new EnumMap<>(Check.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (var check : Check.values()) {
                figures.computeIfAbsent(check, absent -> new ArrayList<>()).add(check(file, check));
            }
        }
        out.printf(
                Locale.ROOT,
                "%n%,d rows, %,d MB, medians of %d%n| check | wall | CPU | speed of no unique | heap at most | errors | first message |%n|---|---:|---:|---:|---:|---:|---|%n",
                rows,
                Files.size(file) / 1_000_000,
                ROUNDS);
        var plain = median(figures, Check.PLAIN, CheckFigures::cpuMillis);
        for (var check : Check.values()) {
            var cpu = median(figures, check, CheckFigures::cpuMillis);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f s | %.1f s | %.2f | %d MB | %d | %s |%n",
                    check.label(),
                    median(figures, check, CheckFigures::wallMillis) / 1000.0,
                    cpu / 1000.0,
                    plain / (double) cpu,
                    median(figures, check, CheckFigures::heapMegabytes),
                    median(figures, check, CheckFigures::errors),
                    figures.getOrDefault(check, List.of()).getFirst().firstMessage());
        }
    }

    private CheckFigures check(Path file, Check check) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckFile.class.getName(),
                        file.toString(),
                        check.name(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        if (process.waitFor() != 0) {
            throw new IOException("the check '%s' failed, see above".formatted(check.label()));
        }
        return CheckFigures.parse(line);
    }

    private static long median(
            Map<Check, List<CheckFigures>> figures, Check check, ToLongFunction<CheckFigures> value) {
        var sorted = figures.getOrDefault(check, List.of()).stream()
                .mapToLong(value)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
