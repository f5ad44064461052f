package io.sluice.watcher.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.volume.FileAttributes;
import io.sluice.volume.SftpVolume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The SFTP volume on a real server.
class SftpVolumeIT {
    private SftpWorld world;
    private SftpVolume volume;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        world = new SftpWorld(folder);
        volume = world.volume();
        volume.mkdir("/processing/box");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.csv",
                "a*b?.csv",
                "back\\slash",
                "[a]{b}",
                "two words",
                "..dots..",
                "größe",
                "\"quoted\"",
                "~"
            })
    void takesNamesAsTheyAre(String name) {
        volume.mkdirs("/processing/box/other/deep");
        write("/processing/box/" + name, "content");

        volume.rename("/processing/box/" + name, "/processing/box/other/deep/" + name);

        var path = "/processing/box/other/deep/" + name;
        assertThat(volume.list("/processing/box/other/deep"))
                .extracting(VolumeEntry::name)
                .containsExactly(name);
        assertThat(volume.stat(path)).map(FileAttributes::size).contains(7L);
        assertThat(text(path, 0)).isEqualTo("content");
        volume.remove(path);
        assertThat(volume.stat(path)).isEmpty();
    }

    @Test
    void starMeansNoOtherFile() {
        write("/processing/box/ab", "content");

        assertThat(volume.stat("/processing/box/a*")).isEmpty();
        assertThatThrownBy(() -> volume.remove("/processing/box/*")).isInstanceOf(VolumePathMissingException.class);
        assertThat(volume.list("/processing/box")).hasSize(1);
    }

    @Test
    void readsFromAnOffset() {
        write("/processing/box/file", "0123456789");

        assertThat(text("/processing/box/file", 7)).isEqualTo("789");
    }

    @Test
    void renameReplaces() {
        write("/processing/box/one", "one");
        write("/processing/box/two", "two");

        volume.rename("/processing/box/one", "/processing/box/two");

        assertThat(text("/processing/box/two", 0)).isEqualTo("one");
    }

    @Test
    void renameUnlessTakenNeverReplaces() {
        write("/processing/box/one", "one");
        write("/processing/box/two", "two");

        assertThatThrownBy(() -> volume.renameUnlessTaken("/processing/box/one", "/processing/box/two"))
                .isInstanceOf(VolumeRefusedException.class);

        assertThat(text("/processing/box/two", 0)).isEqualTo("two");
        assertThat(text("/processing/box/one", 0)).isEqualTo("one");
    }

    @Test
    void renameUnlessTakenMovesToFreeName() {
        write("/processing/box/one", "one");

        volume.renameUnlessTaken("/processing/box/one", "/processing/box/two");

        assertThat(volume.list("/processing/box")).extracting(VolumeEntry::name).containsExactly("two");
    }

    @Test
    void renameReplacesAgainAfterAPlainOne() {
        write("/processing/box/one", "one");
        write("/processing/box/two", "two");
        volume.renameUnlessTaken("/processing/box/one", "/processing/box/three");

        volume.rename("/processing/box/three", "/processing/box/two");

        assertThat(text("/processing/box/two", 0)).isEqualTo("one");
    }

    @Test
    void distinguishesMissingFromRefused() {
        assertThatThrownBy(() -> volume.rename("/processing/box/none", "/processing/box/other"))
                .isInstanceOf(VolumePathMissingException.class);
        assertThatThrownBy(() -> volume.read("/processing/box/none", content -> 0))
                .isInstanceOf(VolumePathMissingException.class);
        assertThatThrownBy(() -> volume.list("/processing/none")).isInstanceOf(VolumePathMissingException.class);
        assertThatThrownBy(() -> volume.mkdir("/processing/box")).isInstanceOf(VolumeRefusedException.class);
        assertThatThrownBy(() -> volume.rmdir("/processing")).isInstanceOf(VolumeRefusedException.class);
    }

    @Test
    void saysThatTheServerIsUnavailableAndHeals() {
        write("/processing/box/file", "content");
        world.server().stop();
        assertThatThrownBy(() -> volume.stat("/processing/box/file")).isInstanceOf(VolumeUnavailableException.class);

        world.server().start();

        assertThat(text("/processing/box/file", 0)).isEqualTo("content");
    }

    @Test
    void listsOnANewConnectionWhenTheIdleOneIsDead() {
        write("/processing/box/file", "content");
        world.server().stop();
        world.server().start();

        assertThat(volume.list("/processing/box")).extracting(VolumeEntry::name).containsExactly("file");
    }

    @Test
    void showsNothingTwiceWhenAListingBreaksOff() throws Exception {
        for (int i = 0; i < 500; i++) {
            Files.createFile(world.disk("/processing/box/file-%03d".formatted(i)));
        }
        var shown = new ArrayList<String>();

        assertThatThrownBy(() -> volume.visit("/processing/box", entry -> {
                    if (shown.isEmpty()) {
                        world.server().stop();
                    }
                    shown.add(entry.name());
                }))
                .isInstanceOf(VolumeUnavailableException.class);
        assertThat(shown).isNotEmpty().hasSizeLessThan(500).doesNotHaveDuplicates();
    }

    @Test
    void stopsReadingWhenTheServerEnds() throws Exception {
        Files.write(world.disk("/processing/box/big"), new byte[64 << 20]);

        assertThatThrownBy(() -> volume.read("/processing/box/big", content -> {
                    var first = content.read();
                    world.server().stop();
                    return first + content.readAllBytes().length;
                }))
                .isInstanceOf(VolumeUnavailableException.class);
    }

    @Test
    void servesMoreCallersThanItHasConnections() throws Exception {
        write("/processing/box/file", "content");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readings = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> text("/processing/box/file", 0)))
                    .toList();
            for (var reading : readings) {
                assertThat(reading.get()).isEqualTo("content");
            }
        }
    }

    private void write(String path, String content) {
        volume.write(path, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private String text(String path, long offset) {
        return volume.read(path, offset, content -> new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }
}
