package io.sluice.engine;

import static io.sluice.engine.Checked.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.corpus.Memories;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RefusedLines;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.schema.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOverTest {
    private static final Map<String, Object> UNIQUE = Map.of("unique", true);

    @TempDir
    Path folder;

    /// Remembers the rows, cells joined by `|`.
    private static final class Rows implements RowSink {
        private final List<String> names = new ArrayList<>();
        private final List<String> rows = new ArrayList<>();
        private int refused;

        @Override
        public void refused() {
            refused++;
        }

        @Override
        public void columns(List<Field> columns) {
            columns.forEach(column -> names.add(column.name()));
        }

        @Override
        public RowBatch rows(RowBatch batch) {
            for (int row = 0; row < batch.rows(); row++) {
                List<String> cells = new ArrayList<>();
                for (int column = 0; column < names.size(); column++) {
                    int from = batch.from(column, row);
                    cells.add(
                            batch.isMissing(column, row)
                                    ? "null"
                                    : new String(
                                            batch.bytes(), from, batch.to(column, row) - from, StandardCharsets.UTF_8));
                }
                rows.add(String.join("|", cells));
            }
            return batch;
        }
    }

    @Test
    void handsOverRowsWithoutAnError() {
        ValidationPlan plan = Checked.by(
                        field("id", "Integer", UNIQUE), field("text", "String").withMissingValues(List.of("NA")))
                .partial()
                .plan();

        Rows rows = run(plan, "text,id\n\"a \"\"b\"\"\",1\nc,x\nNA,2\n,3\n中,1\n\nd\n\"e\nf\",5\n", 7);

        assertThat(rows.names).containsExactly("text", "id");
        assertThat(rows.rows).containsExactly("a \"b\"|1", "null|2", "null|3", "e\nf|5");
    }

    @Test
    void handsOverNothingOfAFileWithAWrongHeader() {
        Rows rows = run(Checked.by(field("id", "Integer")).plan(), "other\n1\n", 100);

        assertThat(rows.names).isEmpty();
        assertThat(rows.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "1,2", "1", "", "\0"})
    void handsOverNothingAfterTheFirstErrorOfAFileThatIsAcceptedAsAWhole(String bad) {
        ValidationPlan plan = Checked.by(field("id", "Integer", UNIQUE), field("text", "String"))
                .plan();
        String good = IntStream.range(0, 5_000).mapToObj(i -> i + ",a\n").collect(Collectors.joining());
        String more = IntStream.range(6_000, 9_000).mapToObj(i -> i + ",b\n").collect(Collectors.joining());

        Rows rows = run(plan, "id,text\n" + good + bad + "\n" + more, 4_096);

        assertThat(rows.refused).isOne();
        assertThat(rows.rows).isNotEmpty().allMatch(row -> row.endsWith("|a"));
    }

    @Test
    void handsOverNothingAfterAnErrorThatEndsTheRun() {
        ValidationPlan plan = Checked.by(field("id", "Integer")).partial().plan();

        Rows rows = run(plan, "id\n1\nx\n2\n\0", 100);

        assertThat(rows.refused).isOne();
        assertThat(rows.rows).isEmpty();
    }

    /// Each duplicate would take some bytes on the disk, and nobody reads the file again.
    @Test
    void notesNoDuplicatesOfAFileThatIsAcceptedAsAWhole() {
        ValidationPlan plan = Checked.by(field("a", "Integer", UNIQUE)).plan();
        byte[] bytes = ("a\n" + "1\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8);

        try (ValidationRun run = plan.newRun(new KeyMemory(1, folder), new Rows())) {
            Report report = finish(run, bytes);

            assertThat(report.rowsAccepted()).isOne();
            assertThat(run.refused()).isEmpty();
        }
    }

    @Test
    void handsOverAnEmptyLineThatIsARow() {
        Rows rows = run(Checked.by(field("id", "Integer")).plan(), "id\n1\n\n2\n\n", 100);

        assertThat(rows.rows).containsExactly("1", "null", "2");
    }

    @Test
    void handsOverRecordsLargerThanABatch() {
        String large = "x\"\"".repeat(600_000);
        Rows rows = run(
                Checked.by(field("a", "String"), field("b", "Integer")).plan(),
                "a,b\n\"%s\",1\nsmall,2\n\"%s\",3\n".formatted(large, large),
                100_000);

        String text = large.replace("\"\"", "\"");
        assertThat(rows.rows).containsExactly(text + "|1", "small|2", text + "|3");
    }

    @Test
    void handsOverManyRowsInTheirOrder() {
        StringBuilder file = new StringBuilder("id\n");
        for (int i = 0; i < 10_000; i++) {
            file.append(i).append('\n');
        }

        Rows rows = run(Checked.by(field("id", "Integer")).plan(), file.toString(), 4_096);

        assertThat(rows.rows).hasSize(10_000).startsWith("0", "1").endsWith("9999");
    }

    /// The first run hands over duplicates that it finds at its end; the second one leaves out exactly those.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void secondRunLeavesOutDuplicatesThatTheFirstFoundLate(long seed) {
        Random random = new Random(seed);
        ValidationPlan plan = Checked.by(
                        field("a", "String", UNIQUE), field("b", "Integer", UNIQUE), field("c", "String"))
                .key("c", "a")
                .partial()
                .limits(new RunLimits(1 << 20, 100_000, 100, 10))
                .plan();
        StringBuilder file = new StringBuilder("a,b,c\n");
        int rows = 3_000;
        for (int i = 0; i < rows; i++) {
            file.append(random.nextInt(20) == 0 ? "a" + random.nextInt(i + 1) : "a" + i)
                    .append(',')
                    .append(random.nextInt(20) == 0 ? "x" : String.valueOf(random.nextInt(30) == 0 ? i / 2 : i))
                    .append(",\"c\n\"\n");
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        Set<Integer> refused = new HashSet<>();
        Report expected = finish(plan.newRun(), bytes);
        for (ReportedError error : expected.errors()) {
            refused.add((int) error.record().orElseThrow());
        }

        for (KeyMemory memory : Memories.SMALL) {
            Rows first = new Rows();
            Rows second = new Rows();
            try (ValidationRun run = plan.newRun(memory, first)) {
                Report report = finish(run, bytes);
                Optional<RefusedLines> late = run.refused();
                assertThat(report).isEqualTo(expected);
                if (late.isPresent()) {
                    try (ValidationRun again = plan.newRun(late.get(), second)) {
                        finish(again, bytes);
                    }
                } else {
                    second = first;
                }
            }

            assertThat(second.rows).hasSize(rows - refused.size()).hasSize((int) expected.rowsAccepted());
            assertThat(second.rows).isEqualTo(accepted(bytes, refused));
        }
    }

    @Test
    void closesARunThatRefusesNoRowAfterwards() {
        ValidationPlan plan = Checked.by(field("a", "Integer", UNIQUE)).plan();
        Rows rows = new Rows();
        ValidationRun run = plan.newRun(new KeyMemory(1, folder), rows);

        finish(run, "a\n1\n1\n2\n".getBytes(StandardCharsets.UTF_8));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void passesOnWhatTheSinkThrows() {
        ValidationPlan plan = Checked.by(field("a", "Integer")).plan();
        RowSink full = new RowSink() {
            @Override
            public void columns(List<Field> columns) {}

            @Override
            public RowBatch rows(RowBatch batch) {
                throw new IllegalStateException("no room");
            }
        };

        try (ValidationRun run = plan.newRun(KeyMemory.DEFAULTS, full)) {
            run.accept("a\n1\n".getBytes(StandardCharsets.UTF_8), 0, 4);

            assertThatThrownBy(run::finish).hasMessage("no room");
        }
    }

    private static List<String> accepted(byte[] bytes, Set<Integer> refused) {
        List<String> accepted = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.UTF_8);
        String end = "\n\"\n";
        int at = text.indexOf('\n') + 1;
        for (int record = 1; at < text.length(); record++) {
            int next = text.indexOf(end, at);
            if (!refused.contains(record)) {
                accepted.add(text.substring(at, next).replace("\"", "").replace(',', '|') + "\n");
            }
            at = next + end.length();
        }
        return accepted;
    }

    private static Rows run(ValidationPlan plan, String text, int chunk) {
        Rows rows = new Rows();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (ValidationRun run = plan.newRun(KeyMemory.DEFAULTS, rows)) {
            byte[] buffer = new byte[chunk];
            for (int at = 0; at < bytes.length; at += chunk) {
                int length = Math.min(chunk, bytes.length - at);
                System.arraycopy(bytes, at, buffer, 0, length);
                run.accept(buffer, 0, length);
            }
            run.finish();
        }
        return rows;
    }

    private static Report finish(ValidationRun run, byte[] bytes) {
        run.accept(bytes, 0, bytes.length);
        return run.finish();
    }
}
