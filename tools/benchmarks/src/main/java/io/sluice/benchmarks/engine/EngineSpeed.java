package io.sluice.benchmarks.engine;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Measures the engine alone on three files, each check in a JVM of its own. With the classes of another
/// build, both take turns in one run: other work on the machine meets both, so the ratio holds where the
/// absolute figures do not.
public final class EngineSpeed {
    private static final int ROUNDS = 5;

    private final PrintStream out;
    private final Path folder;
    private final String classPath;
    private final Optional<Path> other;

    private EngineSpeed(Path folder, Optional<Path> other, PrintStream out) {
        this.folder = folder;
        this.other = other;
        this.out = out;
        this.classPath = Objects.requireNonNull(System.getProperty("java.class.path"));
    }

    /// One result of [CheckSpeed].
    private record Figures(long nanos, long rows, long errors) {}

    /// The arguments are the size of a file in megabytes and, if given, the engine's classes in another
    /// build.
    public static void main(String[] words) throws IOException, InterruptedException {
        if (words.length == 0 || words.length > 2 || !words[0].matches("[1-9][0-9]{0,4}")) {
            System.err.println("sluice: expected the megabytes of a file and a folder of classes but got '%s'"
                    .formatted(String.join(" ", words)));
            System.exit(2);
        }
        var other = words.length == 2 ? Optional.of(Path.of(words[1])) : Optional.<Path>empty();
        if (other.filter(classes -> !Files.exists(classes.resolve("io/sluice/engine/ValidationPlan.class")))
                .isPresent()) {
            System.err.println("sluice: no engine in '%s', expected a folder such as libs/engine/target/classes"
                    .formatted(words[1]));
            System.exit(2);
        }
        var folder = Files.createTempDirectory("sluice-benchmark-engine-");
        try {
            new EngineSpeed(folder, other, System.out).run(Long.parseLong(words[0]) * 1_000_000);
        } finally {
            Files.delete(folder);
        }
    }

    private void run(long bytes) throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "MB per CPU-second, medians of %d%n| file | rows | errors | this build | other build | ratio"
                        + " |%n|---|---:|---:|---:|---:|---:|%n",
                ROUNDS);
        for (var kind : OrderFile.values()) {
            var file = folder.resolve("order.csv");
            try {
                kind.write(file, bytes);
                measure(kind, file);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private void measure(OrderFile kind, Path file) throws IOException, InterruptedException {
        var ours = new ArrayList<Figures>();
        var others = new ArrayList<Figures>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(check(file, classPath));
            if (other.isPresent()) {
                others.add(check(file, other.get() + File.pathSeparator + classPath));
            }
        }
        var megabytes = Files.size(file) / 1e6;
        var our = megabytes / median(ours) * 1e9;
        var their = others.isEmpty() ? 0 : megabytes / median(others) * 1e9;
        out.printf(
                Locale.ROOT,
                "| %s | %,d | %,d | %,.0f | %s | %s |%n",
                kind.label(),
                ours.getFirst().rows(),
                ours.getFirst().errors(),
                our,
                others.isEmpty() ? "-" : "%,.0f".formatted(their),
                others.isEmpty() ? "-" : "%.2f".formatted(our / their));
    }

    private static long median(List<Figures> figures) {
        var sorted = figures.stream().mapToLong(Figures::nanos).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Figures check(Path file, String classPath) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        CheckSpeed.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        if (process.waitFor() != 0 || words.length != 3) {
            throw new IOException("the check of %s failed, see above".formatted(file));
        }
        return new Figures(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
