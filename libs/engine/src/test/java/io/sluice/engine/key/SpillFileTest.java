package io.sluice.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
    private static final Path FULL = Path.of("/dev/full");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path folder;

    @Test
    void hasNoNameAndOnlyItsOwnerMayReadIt() throws IOException {
        assumeThat(DESCRIPTORS).isDirectory();
        try (SpillFile file = new SpillFile(folder, 512)) {
            file.write(file.newBlock(), ByteBuffer.allocate(512));

            assertThat(folder).isEmptyDirectory();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(descriptor())))
                    .isEqualTo("rw-------");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesFolderAndCauseWhenTheDiskIsFull() {
        assumeThat(FULL).exists();
        try (SpillFile file =
                new SpillFile(folder, 512, directory -> FileChannel.open(FULL, StandardOpenOption.WRITE))) {
            assertThatThrownBy(() -> file.write(file.newBlock(), ByteBuffer.allocate(512)))
                    .isInstanceOf(SpillException.class)
                    .hasMessage("values of unique fields cannot be written to a temporary file in " + folder
                            + ": java.io.IOException: No space left on device");
        }
    }

    @Test
    void namesAMissingFolder() {
        Path missing = folder.resolve("missing");
        try (SpillFile file = new SpillFile(missing, 512)) {
            assertThatThrownBy(() -> file.write(file.newBlock(), ByteBuffer.allocate(512)))
                    .isInstanceOf(SpillException.class)
                    .hasMessageStartingWith("values of unique fields cannot be written to a temporary file in "
                            + missing + ": java.nio.file.NoSuchFileException: ");
        }
    }

    @Test
    void readsALogWhileItGrows() {
        try (SpillFile file = new SpillFile(folder, 64)) {
            SpillLog numbers = new SpillLog(file);
            SpillLog texts = new SpillLog(file);
            Random random = new Random(3);
            for (int count = 0; count < 500; count++) {
                byte[] text = new byte[random.nextInt(40)];
                random.nextBytes(text);
                numbers.add(count);
                texts.add(text.length);
                texts.addBytes(text, 0, text.length);
                assertThat(sum(numbers)).isEqualTo(count * (count + 1L) / 2);
            }
            SpillLog.Reader reader = texts.reader();
            random = new Random(3);
            while (reader.hasNext()) {
                byte[] text = new byte[random.nextInt(40)];
                random.nextBytes(text);
                assertThat(reader.nextBytes((int) reader.next())).isEqualTo(text);
            }
        }
    }

    private static long sum(SpillLog log) {
        long sum = 0;
        SpillLog.Reader reader = log.reader();
        while (reader.hasNext()) {
            sum += reader.next();
        }
        return sum;
    }

    /// The open descriptor of the file that has no name in the folder any more.
    private Path descriptor() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).startsWith(folder);
                        } catch (IOException closedMeanwhile) {
                            return false;
                        }
                    })
                    .findFirst()
                    .orElseThrow();
        }
    }
}
