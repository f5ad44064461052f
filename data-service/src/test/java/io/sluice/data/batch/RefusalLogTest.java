package io.sluice.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.batch.BatchLogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalLogTest {
    @TempDir
    Path directory;

    @Test
    void writesOneLineForEachRefusedRecord() throws IOException {
        try (var log = new RefusalLog(directory, 10)) {
            log.add(line(7));
            log.add(BatchLogLine.ofFile(400, "file-error", "The file is empty"));

            assertThat(read(log)).containsExactly("""
                            {"ref":"r7","code":"400","message":"wrong","line":7,"column":"a","rule":"required","error":"e"}""", """
                            {"ref":"null","code":"400","message":"The file is empty","error":"file-error"}""");
        }
    }

    @Test
    void listsAsManyLinesAsItMayAndCountsTheOthers() throws IOException {
        try (var log = new RefusalLog(directory, 2)) {
            for (int i = 1; i <= 1_500; i++) {
                log.add(line(i));
            }

            assertThat(log.count()).isEqualTo(1_500);
            assertThat(log.first()).hasSize(10);
            assertThat(read(log))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("1,498 more records are refused: the log lists the first 2");
        }
    }

    @Test
    void forgetsItsLines() throws IOException {
        try (var log = new RefusalLog(directory, 2)) {
            log.add(line(1));
            log.add(line(2));
            log.add(line(3));

            log.clear();
            log.add(line(4));

            assertThat(log.count()).isEqualTo(1);
            assertThat(log.first()).containsExactly(line(4));
            assertThat(read(log)).singleElement().asString().contains("\"line\":4");
        }
    }

    /// A request that is sent again reads from the start.
    @Test
    void canBeReadTwice() throws IOException {
        try (var log = new RefusalLog(directory, 2)) {
            log.add(line(1));
            log.finish();

            assertThat(unpacked(log)).isEqualTo(unpacked(log)).isNotEmpty();
        }
    }

    @Test
    void writesALongLogToItsFile() throws IOException {
        try (var log = new RefusalLog(directory, 10_000)) {
            assertThat(log.temporaryBytes()).isZero();
            for (int i = 1; i <= 1_500; i++) {
                log.add(line(i));
            }

            var lines = read(log);

            assertThat(log.temporaryBytes()).isPositive();
            assertThat(lines).hasSize(1_500);
            assertThat(lines.getFirst()).contains("\"line\":1,");
            assertThat(lines.getLast()).contains("\"line\":1500,");
        }
    }

    /// A batch ends with one line also while the disk is full.
    @Test
    void needsNoFileForAShortLog() throws IOException {
        try (var log = new RefusalLog(directory.resolve("missing"), 10)) {
            log.add(line(1));

            assertThat(read(log)).singleElement().asString().contains("\"line\":1,");
        }
    }

    @Test
    void leavesNoFile() throws IOException {
        try (var log = new RefusalLog(directory, 20);
                var files = Files.list(directory)) {
            for (int i = 1; i <= 20; i++) {
                log.add(line(i));
            }

            assertThat(files).isEmpty();
        }
    }

    private static BatchLogLine line(long number) {
        return new BatchLogLine(
                "r" + number, "400", "wrong", Optional.of(number), Optional.of("a"), Optional.of("required"), "e");
    }

    private static List<String> read(RefusalLog log) throws IOException {
        assertThat(log.finish()).isPositive();
        return unpacked(log).lines().toList();
    }

    private static String unpacked(RefusalLog log) throws IOException {
        return new String(new GZIPInputStream(log.open()).readAllBytes(), StandardCharsets.UTF_8);
    }
}
