package io.sluice.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedLogTest {

    @TempDir
    private Path folder;

    @Test
    void keepsThreeOlderLogsWhileOneProcessWritesOn() throws IOException {
        Path file = folder.resolve("kafka.log");
        RotatedLog log = new RotatedLog(file, 3);
        try (OutputStream process = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int part = 1; part <= 5; part++) {
                process.write(("part" + part).getBytes(StandardCharsets.US_ASCII));
                log.rotate();
            }
            process.write("on".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(file).hasContent("on");
        assertThat(folder.resolve("kafka.log.1")).hasContent("part5");
        assertThat(folder.resolve("kafka.log.2")).hasContent("part4");
        assertThat(folder.resolve("kafka.log.3")).hasContent("part3");
        assertThat(folder).isDirectoryNotContaining("glob:**.{4,draft}");
    }

    @Test
    void leavesASmallLogAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("kafka.log"), "abc");

        new RotatedLog(file, 3).rotate();

        assertThat(file).hasContent("abc");
    }

    @Test
    void changesNothingWhenThereIsNoRoomForTheCopy() throws IOException {
        Path file = Files.writeString(folder.resolve("kafka.log"), "abcd");
        Files.writeString(folder.resolve("kafka.log.1"), "older");
        // A folder in the place of the copy stands for a full disk.
        Files.createDirectories(folder.resolve("kafka.log.draft/full"));

        assertThatThrownBy(() -> new RotatedLog(file, 3).rotate()).isInstanceOf(IOException.class);

        assertThat(file).hasContent("abcd");
        assertThat(folder.resolve("kafka.log.1")).hasContent("older");
    }
}
