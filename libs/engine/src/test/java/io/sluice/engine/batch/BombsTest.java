package io.sluice.engine.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Files that are small as they come and huge when they are unpacked, or make whoever reads them keep much.
/// They run in a process with a heap of 32 MiB.
class BombsTest {
    private static final String HEAP = "-Xmx32m";

    @Test
    void needNoMemory(TestReporter reporter) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bombs.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as("%s", output).isZero();
        var ends = new TreeMap<String, String>();
        output.lines().map(line -> line.split("\\|", -1)).forEach(parts -> {
            ends.put(parts[0], parts[1]);
            reporter.publishEntry(parts[0], parts[2]);
        });
        var tooDense = "The file is packed too densely: it unpacks to more than 200 times its size; send it in parts";
        assertThat(ends)
                .isEqualTo(new TreeMap<>(Map.of(
                        "1 to 1,000", tooDense,
                        "1 to 1,000 in many members", tooDense,
                        "nested", "The gzip file holds another gzip file: pack the JSON lines once",
                        "a line of 100 MB", "1 accepted, 1 refused",
                        "10,000 levels deep", "1 accepted, 1000 refused",
                        "names made up", "0 accepted, 100000 refused",
                        "hashes of one letter each", "0 accepted, 4 refused",
                        "keys made up", "100000 accepted, 0 refused")));
    }
}
