package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Delimiter;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.reference.VisibleText;
import io.sluice.engine.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks every cell of `corpus/cells`, alone and together, in several layouts, in one piece and in many.
class CellCorpusTest {
    private static final Chunking WHOLE = new Chunking.Whole();

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.CellTable#all")
    void checksEachCellAlone(CellTable table) {
        ValidationPlan plan = table.plan(Delimiter.COMMA);
        CellLayout layout = CellLayout.all().findFirst().orElseThrow();

        Map<String, List<String>> found = new LinkedHashMap<>();
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (String cell : table.valid()) {
            expected.put(shown(cell), List.of());
            found.put(shown(cell), errors(WHOLE.run(plan, CellTable.file(List.of(cell), layout))));
        }
        for (String cell : table.invalid()) {
            expected.put(shown(cell), List.of(error(table, 0, cell)));
            found.put(shown(cell), errors(WHOLE.run(plan, CellTable.file(List.of(cell), layout))));
        }

        found.entrySet().removeIf(entry -> entry.getValue().equals(expected.get(entry.getKey())));
        expected.keySet().retainAll(found.keySet());
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.CellTable#all")
    void checksAllCellsTogetherInEveryLayout(CellTable table) {
        List<String> cells = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < Math.max(table.valid().size(), table.invalid().size()); i++) {
            if (i < table.invalid().size()) {
                expected.add(error(table, cells.size(), table.invalid().get(i)));
                cells.add(table.invalid().get(i));
            }
            if (i < table.valid().size()) {
                cells.add(table.valid().get(i));
            }
        }

        assertThat(CellLayout.all()).allSatisfy(layout -> {
            ValidationPlan plan = table.plan(layout.delimiter());
            byte[] file = CellTable.file(cells, layout);
            Report whole = WHOLE.run(plan, file);
            assertThat(errors(whole)).isEqualTo(expected);
            assertThat(whole.rows()).isEqualTo(cells.size());
            assertThat(new Chunking.Sized(1).run(plan, file)).isEqualTo(whole);
            assertThat(new Chunking.Random(5, 100).run(plan, file)).isEqualTo(whole);
        });
    }

    private static String error(CellTable table, int row, String cell) {
        return "%s %s %d [x] %s".formatted(table.code(), table.rule().orElse("-"), row + 1, shown(cell));
    }

    private static List<String> errors(Report report) {
        return report.errors().stream()
                .map(error -> "%s %s %d [%s] %s"
                        .formatted(
                                error.code().code(),
                                error.rule().orElse("-"),
                                error.record().orElse(0),
                                error.column().orElse("-"),
                                error.value().orElse("")))
                .toList();
    }

    private static String shown(String cell) {
        return VisibleText.escaped(
                cell.codePointCount(0, cell.length()) <= 100
                        ? cell
                        : cell.substring(0, cell.offsetByCodePoints(0, 100)));
    }
}
