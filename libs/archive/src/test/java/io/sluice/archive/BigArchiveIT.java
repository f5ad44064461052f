package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.TestObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file larger than the memory of the process that archives it.
class BigArchiveIT {
    private static final int MEBIBYTES = 64;
    private static final String HEAP = "-Xmx48m";

    @Test
    void archivesWhatDoesNotFitIntoMemory(@TempDir Path folder) throws Exception {
        try (var world = new ServedVolume(folder)) {
            var path = "/accounts/acme/processed/order/big";
            var content = writeRandom(world.disk(path));
            var output = folder.resolve("output");

            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-cp",
                            System.getProperty("java.class.path"),
                            BigArchiveMain.class.getName(),
                            folder.toString(),
                            Integer.toString(world.port()),
                            TestObjectStore.endpoint(),
                            path)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var status = process.waitFor();

            assertThat(Files.readString(output, StandardCharsets.UTF_8)).endsWith(content + "\n");
            assertThat(status).isZero();
        }
    }

    private static Content writeRandom(Path file) throws Exception {
        var random = new Random(11);
        var bytes = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
        try (var in = Files.newInputStream(file)) {
            return Content.of(in, () -> false);
        }
    }
}
