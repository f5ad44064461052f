package io.sluice.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedThreadMemoryTest {
    @TempDir
    private Path folder;

    /// With nothing left of the heap, the thread's own bookkeeping fails as well.
    @Test
    void beginsAgainAfterTheHeapWasFull() throws Exception {
        var output = folder.resolve("output");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullHeap.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            var ended = process.waitFor(60, TimeUnit.SECONDS);

            assertThat(Files.readString(output, StandardCharsets.UTF_8)).endsWith("begun again\n");
            assertThat(ended).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
