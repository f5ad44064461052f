package io.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of timeouts in `docs/operations/health.md` against the sources.
///
/// | set by | where the value is |
/// |---|---|
/// | `sluice.…` | the default in the page of all keys, which its own test compares with the sources |
/// | another key | the libraries' `microprofile-config.properties` |
/// | `Class.CONSTANT` | the constant in the class |
class TimeoutsPageTest {
    private static final Pattern ROW = Pattern.compile("\\|(?:[^|]*\\|){3} ([^|]+) \\| `([^`]+)` \\|.*");
    private static final Pattern TEXT = Pattern.compile("([0-9_,]+) ?(ms|s|m|min|h)");
    private static final Pattern DURATION =
            Pattern.compile("Duration\\.of(Seconds|Minutes|Hours|Millis)\\(([0-9_]+)\\)");
    private static final Map<String, String> UNITS =
            Map.of("Millis", "ms", "Seconds", "s", "Minutes", "m", "Hours", "h");

    private final Path root = Checkout.root();

    @Test
    void limitsAreThoseOfTheSources() throws IOException {
        var documented = documented();
        var actual = new TreeMap<String, Duration>();

        documented.keySet().forEach(name -> actual.put(name, actual(name)));

        assertThat(actual).isEqualTo(documented);
    }

    @Test
    void everyTimeoutThatThePropertiesOfLibrariesSetIsListed() throws IOException {
        var set = new TreeSet<>(properties().keySet());
        set.removeIf(
                key -> !key.toLowerCase(Locale.ROOT).contains("timeout") || key.equals("quarkus.shutdown.timeout"));

        assertThat(documented().keySet()).containsAll(set);
    }

    private Map<String, Duration> documented() throws IOException {
        var limits = new TreeMap<String, Duration>();
        for (var line : Files.readAllLines(root.resolve("docs/operations/health.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                limits.put(row.group(2), duration(row.group(1)));
            }
        }
        assertThat(limits).hasSizeGreaterThan(20);
        return limits;
    }

    private Duration actual(String name) {
        if (name.startsWith("sluice.")) {
            return duration(keyDefault(name));
        }
        var property = properties().get(name);
        if (property != null) {
            return duration(withUnit(name, property));
        }
        return constant(name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1));
    }

    /// Kafka's keys name their unit, its connector takes milliseconds, PostgreSQL's driver takes seconds,
    /// Quarkus takes a unit.
    private static String withUnit(String name, String value) {
        if (!value.matches("[0-9]+")) {
            return value.toLowerCase(Locale.ROOT);
        }
        return name.endsWith(".ms") || name.endsWith(".poll-timeout") ? value + "ms" : value + "s";
    }

    private String keyDefault(String key) {
        var row = Pattern.compile("\\| `%s` \\| duration \\| `([^`]+)` \\|".formatted(Pattern.quote(key)))
                .matcher(read(root.resolve("docs/operations/configuration.md")));
        assertThat(row.find()).as(key).isTrue();
        return row.group(1);
    }

    private Duration constant(String type, String constant) {
        var source = read(Objects.requireNonNull(sources().get(type + ".java"), type));
        var assignment = Pattern.compile("static final \\w+ %s = ([^;]+);".formatted(constant))
                .matcher(source);
        assertThat(assignment.find()).as("%s.%s", type, constant).isTrue();
        var value = assignment.group(1);
        var duration = DURATION.matcher(value);
        return duration.matches()
                ? duration(duration.group(2) + UNITS.get(duration.group(1)))
                : duration(value + (constant.endsWith("MILLIS") ? "ms" : "s"));
    }

    private static Duration duration(String text) {
        var parts = TEXT.matcher(text);
        assertThat(parts.matches()).as(text).isTrue();
        var number = Long.parseLong(parts.group(1).replaceAll("[_,]", ""));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        for (var library : List.of("database", "events", "object-store", "web")) {
            read(root.resolve("libs/%s/src/main/resources/META-INF/microprofile-config.properties".formatted(library)))
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .forEach(line -> properties.put(
                            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        }
        return properties;
    }

    /// The source files of services and libraries by their name.
    private Map<String, Path> sources() {
        var found = new HashMap<String, Path>();
        try {
            for (var module : List.of("libs", "job-service", "data-service", "batch-service")) {
                Files.walkFileTree(root.resolve(module), new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        return folder.endsWith("target") || folder.endsWith("test")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        found.put(file.getFileName().toString(), file);
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
