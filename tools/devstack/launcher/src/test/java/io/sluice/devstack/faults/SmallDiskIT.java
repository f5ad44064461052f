package io.sluice.devstack.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.devstack.faults.SmallDisk.CannotMountException;
import io.sluice.devstack.faults.SmallDisk.Size;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskIT {

    @TempDir
    private Path folder;

    @Test
    void takesNoByteWhileItIsFull() throws Exception {
        try (SmallDisk disk = mount()) {
            disk.fill();

            assertThatThrownBy(() -> Files.write(file(), new byte[8192]))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessageContaining("No space left on device");
            disk.makeRoom();
            assertThat(Files.write(file(), new byte[8192])).hasSize(8192);
        }
    }

    @Test
    void leavesTheBytesThatAreAskedFor() {
        try (SmallDisk disk = mount()) {
            disk.fillExcept(1024 * 1024);

            assertThat(disk.free()).isBetween(900_000L, 1024L * 1024L);
        }
    }

    @Test
    void takesNoFileWithoutInodes() {
        try (SmallDisk disk = mount()) {
            disk.takeInodes();

            assertThatThrownBy(() -> Files.createFile(file()))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("No space left on device");
            disk.makeRoom();
            assertThat(disk.free()).isPositive();
        }
    }

    @Test
    void leavesNothingMounted() throws Exception {
        mount().close();

        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder.toString());
        assertThat(folder.resolve("image")).doesNotExist();
    }

    private Path file() {
        return folder.resolve("disk/file");
    }

    private SmallDisk mount() {
        try {
            return SmallDisk.mount(folder.resolve("disk"), folder.resolve("image"), new Size(16, 200));
        } catch (CannotMountException impossible) {
            return abort("only root can mount file systems: " + impossible.getMessage());
        }
    }
}
