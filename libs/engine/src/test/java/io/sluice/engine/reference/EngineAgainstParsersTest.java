package io.sluice.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.corpus.Chunking;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Well-formed random files: the engine must find the same cells as two independent parsers.
///
/// An enum that contains none of the cells makes the engine report every cell that is not empty.
class EngineAgainstParsersTest {
    private static final int BATCH = 100;
    private static final long SEEDS = Long.getLong("sluice.seeds", 1_500) / BATCH;
    private static final String IMPOSSIBLE = "\u0002 no cell is this";
    private static final RunLimits NOTHING_SHORTENED = new RunLimits(1 << 20, 1_000_000, 1_000_000, 1_000);

    /// A cell with its position; `column` counts from 0.
    private record PlacedCell(long line, long record, int column, String text) {}

    /// A file without lone CRs: FastCSV treats them as line ends, the specification does not.
    ///
    /// @param lineEnds one kind of line end, or both
    private record WellFormed(int columns, Delimiter delimiter, List<String> lineEnds, String text) {
        static WellFormed of(long seed) {
            Draw draw = new Draw(seed);
            int columns = draw.between(1, 6);
            Delimiter delimiter = draw.of(Delimiter.values());
            String symbol = Character.toString((char) delimiter.symbol());
            int quoting = draw.of(0, 30, 100);
            List<String> lineEnds = draw.of(List.of("\n"), List.of("\r\n"), List.of("\n", "\r\n"));
            StringBuilder text = new StringBuilder();
            text.append(String.join(
                    symbol, IntStream.range(0, columns).mapToObj(i -> "c" + i).toList()));
            text.append(draw.from(lineEnds));
            for (int row = draw.of(1, 5, 60); row > 0; row--) {
                for (int column = 0; column < columns; column++) {
                    String cell = draw.chance(40) ? RandomText.filler(draw) : withoutLoneCr(RandomText.any(draw));
                    boolean quoted = draw.chance(quoting)
                            || (columns == 1 && cell.isEmpty())
                            || cell.chars().anyMatch(c -> "\"\r\n".indexOf(c) >= 0 || symbol.charAt(0) == c);
                    text.append(column == 0 ? "" : symbol)
                            .append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
                }
                text.append(draw.from(lineEnds));
            }
            return new WellFormed(columns, delimiter, lineEnds, text.toString());
        }

        private static String withoutLoneCr(String cell) {
            return cell.replace("\r\n", "\0").replace("\r", "").replace("\0", "\r\n");
        }
    }

    static LongStream batches() {
        return LongStream.range(0, SEEDS).map(batch -> batch * BATCH);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("batches")
    void findsTheCellsThatFastCsvFinds(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + BATCH; seed++) {
            WellFormed file = WellFormed.of(seed);
            assertThat(engine(file, seed)).as("seed %d\n%s", seed, file).isEqualTo(fastCsv(file));
        }
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("batches")
    void findsTheCellsThatUnivocityFinds(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + BATCH; seed++) {
            WellFormed file = WellFormed.of(seed);
            if (file.lineEnds().size() == 1) {
                assertThat(withoutLines(engine(file, seed)))
                        .as("seed %d\n%s", seed, file)
                        .isEqualTo(univocity(file));
            }
        }
    }

    private static List<PlacedCell> engine(WellFormed file, long seed) {
        FieldDeclaration[] fields = IntStream.range(0, file.columns())
                .mapToObj(i ->
                        FieldDeclaration.of("c" + i, "String").withConstraints(Map.of("enum", List.of(IMPOSSIBLE))))
                .toArray(FieldDeclaration[]::new);
        SchemaCheck.Valid schema = (SchemaCheck.Valid) Schema.check(SchemaDeclaration.of(fields));
        ValidationPlan plan = ValidationPlan.compile(schema.schema(), file.delimiter(), NOTHING_SHORTENED);
        Report report = new Chunking.Random(seed, 150).run(plan, file.text().getBytes(StandardCharsets.UTF_8));
        return report.errors().stream()
                .map(error -> new PlacedCell(
                        error.line().orElse(-1),
                        error.record().orElse(-1),
                        Integer.parseInt(error.column().orElse("c-1").substring(1)),
                        error.value().orElse("")))
                .toList();
    }

    private static List<PlacedCell> fastCsv(WellFormed file) {
        List<PlacedCell> cells = new ArrayList<>();
        List<CsvRecord> records = CsvReader.builder()
                .fieldSeparator((char) file.delimiter().symbol())
                .skipEmptyLines(false)
                .ofCsvRecord(file.text())
                .stream()
                .toList();
        for (int i = 1; i < records.size(); i++) {
            CsvRecord record = records.get(i);
            place(record.getFields(), record.getStartingLineNumber(), i, cells);
        }
        return cells;
    }

    private static List<PlacedCell> univocity(WellFormed file) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter((char) file.delimiter().symbol());
        settings.getFormat().setLineSeparator(file.lineEnds().getFirst());
        settings.setNormalizeLineEndingsWithinQuotes(false);
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setSkipEmptyLines(false);
        settings.setMaxCharsPerColumn(-1);
        settings.getFormat().setComment('\0');
        settings.setCommentProcessingEnabled(false);
        List<String[]> records = new CsvParser(settings).parseAll(new StringReader(file.text()));
        List<PlacedCell> cells = new ArrayList<>();
        for (int i = 1; i < records.size(); i++) {
            String[] record = Objects.requireNonNull(records.get(i));
            place(
                    IntStream.range(0, record.length)
                            .mapToObj(c -> Objects.requireNonNullElse(record[c], ""))
                            .toList(),
                    0,
                    i,
                    cells);
        }
        return cells;
    }

    private static void place(List<String> record, long line, long number, List<PlacedCell> cells) {
        for (int i = 0; i < record.size(); i++) {
            if (!record.get(i).isEmpty()) {
                cells.add(new PlacedCell(line, number, i, VisibleText.escaped(record.get(i))));
            }
        }
    }

    private static List<PlacedCell> withoutLines(List<PlacedCell> cells) {
        return cells.stream()
                .map(cell -> new PlacedCell(0, cell.record(), cell.column(), cell.text()))
                .toList();
    }
}
