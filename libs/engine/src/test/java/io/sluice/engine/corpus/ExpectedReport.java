package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.reference.VisibleText;
import io.sluice.engine.report.ErrorTotal;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.schema.Acceptance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/// Compares a report with the expectation of a case. An error must have exactly the parts that the case
/// names; `"*"` accepts any value where the specification leaves it open.
///
/// | left out of a case | means |
/// |---|---|
/// | `complete` | true |
/// | `error_count` | the number of listed errors |
/// | `totals` | those that follow from the listed errors |
/// | `summary` | absent |
final class ExpectedReport {
    private static final String ANY = "*";
    private static final String MASKED = "masked";

    private final JsonNode json;
    private final Acceptance acceptance;

    ExpectedReport(ReportCase reportCase) {
        json = reportCase.json();
        acceptance = reportCase.acceptance();
    }

    List<Executable> differencesTo(Report report) {
        List<Executable> checks = new ArrayList<>();
        checks.add(() -> assertThat(described(report)).isEqualTo(expected(report)));
        if (json.get("errors").isArray()) {
            checks.add(() -> assertThat(errors(report)).isEqualTo(expectedErrors()));
        }
        if (json.has("totals") || json.get("errors").isArray()) {
            checks.add(() -> assertThat(totals(report)).isEqualTo(expectedTotals()));
        }
        if (json.has("report_smaller_than")) {
            checks.add(() -> assertThat(report.toString().length())
                    .isLessThan(json.get("report_smaller_than").intValue()));
        }
        if (json.has("totals_contain")) {
            List<Map<String, String>> some = CorpusJson.elements(json.get("totals_contain"))
                    .map(ExpectedReport::strings)
                    .toList();
            checks.add(() -> assertThat(report.totals().stream().map(ExpectedReport::described))
                    .containsAll(some));
        }
        return checks;
    }

    private Map<String, String> expected(Report report) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("complete", json.path("complete").asText("true"));
        expected.put("rows", json.get("rows").asText());
        if (json.get("errors").isArray() || json.has("error_count")) {
            String listed = Integer.toString(json.get("errors").size());
            String count = json.path("error_count").asText(listed);
            expected.put("error_count", count.equals(ANY) ? Long.toString(report.errorCount()) : count);
        }
        expected.put("truncated", json.path("truncated").asText("false"));
        String summary = json.path("summary").asText("");
        expected.put("summary", summary.equals(ANY) ? report.summary().orElse("") : summary);
        for (String optional : List.of("rows_accepted", "verdict", "read_bytes", "errors_listed", "totals_listed")) {
            if (json.has(optional)) {
                expected.put(optional, json.get(optional).asText());
            }
        }
        return expected;
    }

    private Map<String, String> described(Report report) {
        Map<String, String> actual = new LinkedHashMap<>();
        actual.put("complete", Boolean.toString(report.complete()));
        actual.put("rows", Long.toString(report.rows()));
        actual.put("error_count", Long.toString(report.errorCount()));
        actual.put("truncated", Boolean.toString(report.truncated()));
        actual.put("summary", report.summary().orElse(""));
        actual.put("rows_accepted", Long.toString(report.rowsAccepted()));
        actual.put("verdict", report.verdict(acceptance).name());
        actual.put("read_bytes", Long.toString(report.readBytes()));
        actual.put("errors_listed", Integer.toString(report.errors().size()));
        actual.put("totals_listed", Integer.toString(report.totals().size()));
        actual.keySet().retainAll(expected(report).keySet());
        return actual;
    }

    private List<Map<String, String>> errors(Report report) {
        List<Map<String, String>> actual = new ArrayList<>();
        for (int i = 0; i < report.errors().size(); i++) {
            Map<String, String> error = described(report.errors().get(i));
            JsonNode expected = json.get("errors").path(i);
            for (String key : List.of("column", "value")) {
                if (expected.path(key).asText().equals(ANY)) {
                    error.put(key, ANY);
                } else if (expected.path(key).asText().equals(MASKED)) {
                    error.merge(key, MASKED, (value, masked) -> value.equals("***") ? masked : value);
                }
            }
            if (!expected.has("message")) {
                error.remove("message");
            }
            actual.add(error);
        }
        return actual;
    }

    /// The corpus holds values as they are in the file.
    private List<Map<String, String>> expectedErrors() {
        return CorpusJson.elements(json.get("errors"))
                .map(ExpectedReport::strings)
                .peek(error -> error.computeIfPresent("value", (key, value) -> VisibleText.escaped(value)))
                .toList();
    }

    private static Map<String, String> described(ReportedError error) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("code", error.code().code());
        error.rule().ifPresent(rule -> map.put("rule", rule));
        error.line().ifPresent(line -> map.put("line", Long.toString(line)));
        error.record().ifPresent(record -> map.put("record", Long.toString(record)));
        error.byteOffset().ifPresent(offset -> map.put("byte_offset", Long.toString(offset)));
        error.column().ifPresent(column -> map.put("column", column));
        error.value().ifPresent(value -> map.put("value", value));
        map.put("message", error.message());
        return map;
    }

    private static Map<String, String> described(ErrorTotal total) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("code", total.code().code());
        total.rule().ifPresent(rule -> map.put("rule", rule));
        total.column().ifPresent(column -> map.put("column", column));
        map.put("count", Long.toString(total.count()));
        return map;
    }

    /// Counts by code, rule and column, without an order.
    private Map<Map<String, String>, Long> totals(Report report) {
        Map<Map<String, String>, Long> totals = new LinkedHashMap<>();
        report.totals().forEach(total -> count(totals, described(total), total.count()));
        return totals;
    }

    private Map<Map<String, String>, Long> expectedTotals() {
        Map<Map<String, String>, Long> totals = new LinkedHashMap<>();
        if (json.has("totals")) {
            CorpusJson.elements(json.get("totals"))
                    .forEach(total ->
                            count(totals, strings(total), total.get("count").longValue()));
        } else {
            expectedErrors().forEach(error -> count(totals, error, 1));
        }
        return totals;
    }

    /// Ignores the column of errors whose column the specification leaves open.
    private void count(Map<Map<String, String>, Long> totals, Map<String, String> error, long count) {
        Map<String, String> key = new LinkedHashMap<>(error);
        key.keySet().retainAll(List.of("code", "rule", "column"));
        boolean open = CorpusJson.elements(json.get("errors"))
                .anyMatch(expected -> expected.path("code").asText().equals(key.get("code"))
                        && expected.path("column").asText().equals(ANY));
        if (open) {
            key.remove("column");
        }
        totals.merge(key, count, Long::sum);
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(property -> map.put(
                        property.getKey(),
                        property.getValue().isNumber()
                                ? property.getValue().asText()
                                : CorpusJson.text(property.getValue())));
        return map;
    }
}
