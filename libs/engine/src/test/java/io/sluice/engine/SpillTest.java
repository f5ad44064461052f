package io.sluice.engine;

import static io.sluice.engine.Checked.field;
import static io.sluice.engine.Checked.hashed;
import static io.sluice.engine.Checked.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.SpillException;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.FieldDeclaration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs whose unique values do not fit into their memory. [Checked#file], the corpus and the random files of
/// the reference tests also run with little memory.
class SpillTest {
    private static final Map<String, Object> UNIQUE = Map.of("unique", true);
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    @Test
    void namesBothLinesOfDuplicatesAtStartAndEnd() {
        ValidationPlan plan = Checked.by(
                        field("code", "String", UNIQUE),
                        field("a", "String"),
                        field("b", "Integer"),
                        hashed("mail", "String", "hash", "email").withConstraints(UNIQUE))
                .key("a", "b")
                .plan();
        StringBuilder file = new StringBuilder("code,a,b,mail\n");
        for (int i = 0; i < ROWS; i++) {
            file.append("c%d,k%d,%d,user%d@example.org%n".formatted(i, i % 200, i / 200, i));
        }
        file.append("c0,k0,00,\nlast,,1,\"USER19999@example.org \"\n,k199,99,\n,k1,0x,\n");

        Report report = report(plan, file.toString(), memory(4 << 10));

        assertThat(lines(report))
                .containsExactly(
                        "20002/20001 unique-error | Duplicate value in column [code]: \"c0\" stands in an earlier row too, first in line 2",
                        "20002/20001 primary-key | Duplicate key [a, b]: \"k0\", \"00\" stand in an earlier row too, first in line 2",
                        "20003/20002 constraint-error | Missing value in column [a]: the field is empty, the primary key needs it",
                        "20003/20002 unique-error | Duplicate value in column [mail]: *** stands in an earlier row too, first in line 20001",
                        "20004/20003 primary-key | Duplicate key [a, b]: \"k199\", \"99\" stand in an earlier row too, first in line 20001",
                        "20005/20004 type-error | Invalid data type in column [b]: \"0x\" is not an Integer (digits with an optional sign)");
        assertThat(report.rowsAccepted()).isEqualTo(ROWS);
        assertThat(report).isEqualTo(report(plan, file.toString(), KeyMemory.DEFAULTS));
    }

    /// Few errors are listed, values are shortened, and not every column has a total of its own.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reportsTheSameWhateverTheMemory(long seed) {
        Random random = new Random(seed);
        ValidationPlan plan = Checked.by(
                        field("a", "String", UNIQUE),
                        field("b", "Integer", UNIQUE),
                        field("c", "Decimal").withMissingValues(List.of("NA")),
                        field("d", "Date"),
                        hashed("e", "String", "hash", "phone").withConstraints(UNIQUE))
                .key("d", "c")
                .limits(new RunLimits(1_000, 1 + random.nextInt(60), 3, 2))
                .plan();
        int values = 1 + random.nextInt(100_000);
        StringBuilder file = new StringBuilder("a,b,c,d,e\n");
        for (int i = 0; i < 5_000; i++) {
            file.append(random.nextInt(300) == 0 ? "\"te\"\"xt\n" + random.nextInt(9) + "\"" : random.nextInt(values))
                    .append(',')
                    .append(random.nextInt(200) == 0 ? "x" : random.nextInt(2) == 0 ? i : random.nextInt(values))
                    .append(',')
                    .append(random.nextInt(200) == 0 ? "NA" : random.nextInt(values) + ".0")
                    .append(",2020-01-0")
                    .append(random.nextInt(9) + 1)
                    .append(",0-")
                    .append(random.nextInt(values))
                    .append(random.nextInt(300) == 0 ? ",\n" : "\n");
        }
        Report report = report(plan, file.toString(), KeyMemory.DEFAULTS);

        for (int bytes : new int[] {1, 2 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20}) {
            assertThat(report(plan, file.toString(), memory(bytes)))
                    .as("%d bytes", bytes)
                    .isEqualTo(report);
        }
    }

    @Test
    void keepsNoFileAfterSuccessAndAfterClose() {
        ValidationPlan plan = Checked.by(field("a", "String", UNIQUE)).plan();
        byte[] file = numbered(ROWS).getBytes(StandardCharsets.UTF_8);
        try (ValidationRun abandoned = plan.newRun(memory(1))) {
            abandoned.accept(file, 0, file.length);
            assertThat(openFiles()).hasSize(1);
        }
        assertThat(openFiles()).isEmpty();

        try (ValidationRun run = plan.newRun(memory(1))) {
            run.accept(file, 0, file.length);
            run.finish();
            assertThat(openFiles()).isEmpty();
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsNoFileAfterAFileFault() {
        ValidationPlan plan = Checked.by(field("a", "String", UNIQUE)).plan();

        Report report = report(plan, numbered(ROWS) + "v7\n\0", memory(1));

        assertThat(lines(report))
                .containsExactly(
                        "20002/20001 unique-error | Duplicate value in column [a]: \"v7\" stands in an earlier row too, first in line 9",
                        "20003/20002 nul-byte | NUL byte: at offset 128895, a text file holds none; remove it where the file is made");
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void givesNoReportAfterTheDiskFailed() {
        Path missing = folder.resolve("missing");
        ValidationPlan plan = Checked.by(field("a", "String", UNIQUE)).plan();
        byte[] file = numbered(ROWS).getBytes(StandardCharsets.UTF_8);
        try (ValidationRun run = plan.newRun(new KeyMemory(1, missing))) {
            assertThatThrownBy(() -> run.accept(file, 0, file.length))
                    .isInstanceOf(SpillException.class)
                    .hasMessageContaining(missing.toString());

            assertThatThrownBy(run::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> run.accept(file, 0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void writesNothingOfASensitiveCell() throws IOException {
        ValidationPlan plan = Checked.by(
                        hashed("mail", "String", "hash", "email").withConstraints(UNIQUE), field("n", "String", UNIQUE))
                .plan();
        StringBuilder file = new StringBuilder("mail,n\n");
        for (int i = 0; i < ROWS; i++) {
            file.append("secret").append(i % 5_000).append("@example.org,shown\n");
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        try (ValidationRun run = plan.newRun(memory(1))) {
            run.accept(bytes, 0, bytes.length);

            String spilled = Files.readString(openFiles().getFirst(), StandardCharsets.ISO_8859_1);
            assertThat(spilled).contains("shown").doesNotContain("secret").doesNotContain("example");
            assertThat(run.finish().errorCount()).isEqualTo(2L * ROWS - 5_001);
        }
    }

    /// The memory of one run is not taken from another's.
    @Test
    void checksAThousandUniqueColumnsWithinTheMemory() {
        int columns = 1_000;
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            file.append(i == 0 ? "c" : ",c").append(i);
        }
        for (int row = 0; row < 300; row++) {
            file.append('\n');
            for (int i = 0; i < columns; i++) {
                file.append(i == 0 ? "v" : ",v").append(row == 299 && i == 500 ? 0 : row);
            }
        }
        ValidationPlan plan = Checked.by(Stream.iterate(0, i -> i < columns, i -> i + 1)
                        .map(i -> field("c" + i, "String", UNIQUE))
                        .toArray(FieldDeclaration[]::new))
                .plan();

        assertThat(lines(report(plan, file.toString(), memory(2 << 20))))
                .containsExactly(
                        "301/300 unique-error | Duplicate value in column [c500]: \"v0\" stands in an earlier row too, first in line 2");
    }

    @Test
    void failsOnAFullDisk() throws IOException {
        Path full = Path.of("/dev/shm/sluice-spill-test-full");
        assumeThat(Files.isDirectory(Path.of("/dev/shm"))).isTrue();
        assumeThat(full).doesNotExist();
        assumeThat(mount(full)).as("mounting a small file system needs root").isTrue();
        try {
            ValidationPlan plan = Checked.by(field("a", "String", UNIQUE)).plan();
            byte[] file = numbered(ROWS).getBytes(StandardCharsets.UTF_8);
            try (ValidationRun run = plan.newRun(new KeyMemory(1, full))) {
                assertThatThrownBy(() -> run.accept(file, 0, file.length))
                        .isInstanceOf(SpillException.class)
                        .hasMessage("values of unique fields cannot be written to a temporary file in " + full
                                + ": java.io.IOException: No space left on device");
            }
            assertThat(full).isEmptyDirectory();
            try (FileChannel again = FileChannel.open(
                    full.resolve("free-again"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                assertThat(again.write(ByteBuffer.allocate(32 << 10))).isEqualTo(32 << 10);
            }
        } finally {
            unmount(full);
        }
    }

    private static boolean mount(Path at) throws IOException {
        Files.createDirectory(at);
        if (run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", at.toString())) {
            return true;
        }
        Files.delete(at);
        return false;
    }

    private static void unmount(Path at) throws IOException {
        run("umount", at.toString());
        Files.delete(at);
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private KeyMemory memory(long bytes) {
        return new KeyMemory(bytes, folder);
    }

    /// The descriptors of files in the folder that have no name any more.
    private List<Path> openFiles() {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).isDirectory();
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(this::isInFolder).toList();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private boolean isInFolder(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static String numbered(int rows) {
        StringBuilder file = new StringBuilder("a\n");
        for (int i = 0; i < rows; i++) {
            file.append('v').append(i).append('\n');
        }
        return file.toString();
    }

    private static Report report(ValidationPlan plan, String file, KeyMemory memory) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return Checked.report(plan, bytes, 100_000, memory, ScanPath.FAST);
    }
}
