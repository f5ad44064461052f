package io.sluice.benchmarks.scan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The options of `./sluice bench many-accounts`.
///
/// @param accounts how many accounts, one series after the other
/// @param files how many files lie in each folder of each account; 0 comes first
/// @param intervals between the watcher's scan cycles; uploads are measured at the shortest
/// @param window the shortest time of a measurement; a window is never shorter than a scan cycle
/// @param windows how many windows are measured; a figure is their median
/// @param activePercent percentage of accounts that upload one file in each window
/// @param volume the parent folder of the SFTP volume
/// @param json the file for the figures
record BenchmarkOptions(
        List<Integer> accounts,
        List<Integer> files,
        List<Duration> intervals,
        Duration window,
        int windows,
        int activePercent,
        Path volume,
        Optional<Path> json) {

    private static final List<String> OPTIONS = List.of(
            "--accounts", "--files", "--intervals", "--window", "--windows", "--active-percent", "--volume", "--json");

    BenchmarkOptions {
        accounts = List.copyOf(accounts);
        files = List.copyOf(files);
        intervals = List.copyOf(intervals);
    }

    static BenchmarkOptions defaults() {
        return new BenchmarkOptions(
                List.of(100, 1_000),
                List.of(0, 50),
                List.of(Duration.ofSeconds(30), Duration.ofSeconds(2)),
                Duration.ofSeconds(10),
                3,
                1,
                Path.of("/dev/shm"),
                Optional.empty());
    }

    /// Reads the options. An unknown option gets a sentence for the terminal. When an option is given twice,
    /// the last one counts.
    static BenchmarkOptions parse(List<String> words) {
        var said = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            var option = words.get(i);
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("option " + option + " has no value");
            }
            if (!OPTIONS.contains(option)) {
                throw new IllegalArgumentException("unknown option '%s', expected %s or %s"
                        .formatted(
                                option, String.join(", ", OPTIONS.subList(0, OPTIONS.size() - 1)), OPTIONS.getLast()));
            }
            said.put(option, words.get(i + 1));
        }
        return defaults().with(said);
    }

    private BenchmarkOptions with(Map<String, String> said) {
        return new BenchmarkOptions(
                read(
                        said,
                        "--accounts",
                        (option, value) -> list(option, value, word -> number(option, word, 1)),
                        accounts),
                read(said, "--files", (option, value) -> list(option, value, word -> number(option, word, 0)), files),
                read(
                        said,
                        "--intervals",
                        (option, value) -> list(option, value, word -> seconds(option, word)),
                        intervals),
                read(said, "--window", BenchmarkOptions::seconds, window),
                read(said, "--windows", (option, value) -> number(option, value, 1), windows),
                read(said, "--active-percent", (option, value) -> number(option, value, 0), activePercent),
                read(said, "--volume", (option, value) -> Path.of(value).toAbsolutePath(), volume),
                read(
                        said,
                        "--json",
                        (option, value) -> Optional.of(Path.of(value).toAbsolutePath()),
                        json));
    }

    private static <T> T read(
            Map<String, String> said, String option, BiFunction<String, String, T> reader, T otherwise) {
        var value = said.get(option);
        return value == null ? otherwise : reader.apply(option, value);
    }

    private static <T> List<T> list(String option, String value, Function<String, T> parsed) {
        var items = new ArrayList<T>();
        for (var word : value.split(",", -1)) {
            items.add(parsed.apply(word));
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException("option %s names nothing".formatted(option));
        }
        return items;
    }

    private static int number(String option, String word, int least) {
        try {
            var number = Integer.parseInt(word);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("%s '%s', expected a number".formatted(option, word), none);
        }
        throw new IllegalArgumentException("%s %s, expected at least %d".formatted(option, word, least));
    }

    private static Duration seconds(String option, String word) {
        return Duration.ofSeconds(number(option, word, 1));
    }
}
