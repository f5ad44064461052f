package io.sluice.devstack.readers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.devstack.parts.process.ProcessGuard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Spark in a process of its own, which knows nothing but a catalogue of Iceberg. `./sluice` builds it where
/// it is asked for (tools/spark). A query names a table as `sluice`.`<accuid>`.`<source_type>`.
public final class SparkReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};
    /// What Spark needs of the JDK's inside, and what its libraries warn of on Java 25.
    private static final List<String> OPTIONS = Stream.concat(
                    Stream.of(
                                    "java.lang",
                                    "java.lang.invoke",
                                    "java.lang.reflect",
                                    "java.io",
                                    "java.net",
                                    "java.nio",
                                    "java.util",
                                    "java.util.concurrent",
                                    "java.util.concurrent.atomic",
                                    "jdk.internal.ref",
                                    "sun.nio.ch",
                                    "sun.nio.cs",
                                    "sun.util.calendar")
                            .map(name -> "--add-opens=java.base/%s=ALL-UNNAMED".formatted(name)),
                    Stream.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Dio.netty.tryReflectionSetAccessible=true",
                            "-Dlog4j2.level=WARN",
                            "-Xmx700m",
                            "-XX:+UseSerialGC"))
            .toList();

    private final Path build;
    private final Path log;
    private final Map<String, String> catalog;

    /// @param build with the folders `classes` and `lib` of tools/spark
    /// @param log of the processes
    /// @param catalog as Spark names its settings, `type` and so on
    public SparkReader(Path build, Path log, Map<String, String> catalog) {
        this.build = build;
        this.log = log;
        this.catalog = Map.copyOf(catalog);
    }

    /// The rows of a query, each cell as text ([EveryType], [EveryEntity]).
    public List<List<String>> rows(String query) {
        return once("query", query);
    }

    /// The rows of one day as Iceberg's own generic reader finds them, without Spark.
    ///
    /// @param table `<accuid>.<source_type>`
    /// @param filter a column and its value
    public List<List<String>> rowsWithoutSpark(String table, Map.Entry<String, String> filter) {
        return once("generic", table, filter.getKey(), filter.getValue());
    }

    /// All rows of a table, likewise.
    public List<List<String>> rowsWithoutSpark(String table) {
        return once("generic", table);
    }

    private List<List<String>> once(String... words) {
        var rows = new ArrayList<List<List<String>>>();
        try (var run = run(rows::add, words)) {
            run.awaitEnd();
        }
        if (rows.size() != 1) {
            throw new IllegalStateException("Spark gave no rows for %s, see %s".formatted(List.of(words), log));
        }
        return rows.getFirst();
    }

    /// Asks a query again and again until it is closed.
    ///
    /// @param answers takes the rows of each time that worked
    public Run repeat(String query, Consumer<List<List<String>>> answers) {
        return run(answers, "repeat", query);
    }

    private Run run(Consumer<List<List<String>>> answers, String... words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", build.resolve("classes") + ":" + build.resolve("lib") + "/*"));
        command.add("io.sluice.spark.SparkMain");
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Not on the command line, where every user of the machine sees it.
        builder.environment()
                .put(
                        "SLUICE_CATALOG",
                        catalog.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining("\n")));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        try {
            return new Run(ProcessGuard.instance().guard(builder.start()), answers);
        } catch (IOException cause) {
            throw new UncheckedIOException("Spark cannot be started", cause);
        }
    }

    /// A process that answers.
    public static final class Run implements AutoCloseable {
        private final Process process;
        private final Thread reading;

        private Run(Process process, Consumer<List<List<String>>> answers) {
            this.process = process;
            this.reading = Thread.ofPlatform().name("spark-answers").daemon().start(() -> read(process, answers));
        }

        private static void read(Process process, Consumer<List<List<String>>> answers) {
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("[")) {
                        answers.accept(JSON.readValue(line, ROWS));
                    }
                }
            } catch (IOException closed) {
                // It was ended in the middle of a line, or prints what is no answer.
                process.destroyForcibly();
            }
        }

        private void awaitEnd() {
            try {
                process.waitFor();
                reading.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        /// Whether it has not ended by itself.
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            awaitEnd();
        }
    }
}
