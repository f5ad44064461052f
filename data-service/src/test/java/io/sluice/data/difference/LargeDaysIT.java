package io.sluice.data.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Memory does not grow with the rows. The report of the run says how fast.
@Tag("long")
class LargeDaysIT {
    private static final int ROWS = 3_000_000;

    @TempDir
    Path folder;

    @Test
    void comparesMillionsOfRowsInASmallHeap(TestReporter report) throws IOException, InterruptedException {
        LargeDays.write(folder, ROWS);

        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeDays.class.getName(),
                        folder.toString(),
                        Integer.toString(ROWS)))
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        report.publishEntry("comparison", printed);
        assertThat(process.waitFor()).isZero();
        assertThat(printed)
                .contains("Counts[added=300, removed=300, changed=2999, unchanged=2996701], 1000 rows listed");
    }
}
