package io.sluice.agent.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FileLeaseTest {
    @TempDir
    private Path folder;

    @Test
    void distinguishesWritersFromReaders() throws Exception {
        var file = Files.writeString(folder.resolve("a.csv"), "id\n");

        assertThat(FileLease.isWritten(file)).isFalse();
        try (var reader = Files.newInputStream(file)) {
            assertThat(reader.read()).isEqualTo('i');
            assertThat(FileLease.isWritten(file)).isFalse();
        }
        try (var writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            assertThat(FileLease.isWritten(file)).isTrue();
            Files.move(file, folder.resolve("b.csv"));
            assertThat(FileLease.isWritten(folder.resolve("b.csv"))).isTrue();
            writer.write('x');
        }
        assertThat(FileLease.isWritten(folder.resolve("b.csv"))).isFalse();
    }

    @Test
    void saysThatNothingLiesThere() {
        assertThatThrownBy(() -> FileLease.on(folder.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void followsNoLink() throws Exception {
        var file = Files.writeString(folder.resolve("a.csv"), "id\n");
        var link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThatThrownBy(() -> FileLease.on(link))
                .isInstanceOf(IOException.class)
                .hasMessage("%s is a symbolic link, expected a file".formatted(link));
    }
}
