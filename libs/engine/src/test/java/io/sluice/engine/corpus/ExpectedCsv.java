package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.engine.report.Report;
import java.math.BigDecimal;
import java.util.List;

/// Checks the CSV of a report by parsing it with a parser of its own.
final class ExpectedCsv {
    private static final List<String> HEADER = List.of("line", "record", "column", "code", "rule", "value", "message");

    private ExpectedCsv() {}

    /// `expected` lists the first six cells of each line after the header. If it is not a list, only what
    /// holds for every report is checked.
    static void assertMatches(JsonNode expected, Report report, String csv) {
        List<List<String>> lines = CsvReader.builder().ofCsvRecord(csv).stream()
                .map(CsvRecord::getFields)
                .toList();
        List<List<String>> errors = lines.subList(1, 1 + report.errors().size());

        assertThat(lines.getFirst()).isEqualTo(HEADER);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSize(HEADER.size()));
        assertThat(lines.size()).isEqualTo(1 + report.errors().size() + (report.truncated() ? 1 : 0));
        assertThat(lines).allSatisfy(line -> assertThat(line).noneMatch(ExpectedCsv::runs));
        for (int i = 0; i < errors.size(); i++) {
            assertThat(errors.get(i).getLast()).isEqualTo(report.errors().get(i).message());
        }
        if (expected.isArray()) {
            assertThat(errors.stream().map(line -> line.subList(0, HEADER.size() - 1)))
                    .isEqualTo(CorpusJson.elements(expected)
                            .map(line -> CorpusJson.elements(line)
                                    .map(JsonNode::textValue)
                                    .toList())
                            .toList());
        }
    }

    private static boolean runs(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 && !isNumber(cell);
    }

    private static boolean isNumber(String cell) {
        try {
            new BigDecimal(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
