package io.sluice.engine.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportedError;
import io.sluice.engine.report.Verdict;
import io.sluice.engine.schema.Acceptance;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A small file that people have asked about, and the answer that its sender needs.
///
/// `files.json` comes from public trackers. `neighbours.json` holds cases that nobody has reported yet. Both
/// expect the first error; what a case leaves out or sets to null is not compared, except for its place.
record FieldCase(JsonNode json) {
    static Stream<FieldCase> all() {
        return Stream.of("files", "neighbours")
                .flatMap(name -> CorpusJson.elements(CorpusJson.readAbsolute("/field-cases/" + name + ".json")))
                .map(FieldCase::new);
    }

    String id() {
        return json.get("id").textValue();
    }

    byte[] file() {
        return json.hasNonNull("content_base64")
                ? Base64.getDecoder().decode(json.get("content_base64").textValue())
                : json.get("content").textValue().getBytes(StandardCharsets.UTF_8);
    }

    ValidationPlan plan() {
        return plan(json.path("extension").asText("csv"));
    }

    ValidationPlan plan(String extension) {
        return ValidationPlan.compile(
                CorpusJson.valid(CorpusJson.schema(json.get("schema"), json)),
                Delimiter.ofExtension(extension).orElseThrow(),
                limits());
    }

    RunLimits limits() {
        RunLimits defaults = RunLimits.DEFAULTS;
        return new RunLimits(
                json.path("max_record_bytes").asInt(defaults.maxRecordBytes()),
                defaults.maxSampledErrors(),
                defaults.maxValueLength(),
                defaults.maxTotalColumns());
    }

    /// What the case expects, in the form of [#answer].
    Map<String, String> expected() {
        Map<String, String> expected = new LinkedHashMap<>();
        JsonNode answer = json.get("expect");
        expected.put("status", answer.get("status").asText());
        if (answer.hasNonNull("rows")) {
            expected.put("rows", answer.get("rows").asText());
        }
        JsonNode error = answer.path("first_error");
        for (String key : new String[] {"code", "line", "record", "column"}) {
            expected.put(key, error.path(key).isValueNode() ? error.path(key).asText("null") : "null");
        }
        for (String key : new String[] {"rule", "value", "message"}) {
            if (error.hasNonNull(key)) {
                expected.put(key, error.get(key).asText());
            }
        }
        return expected;
    }

    Map<String, String> answer(Report report) {
        boolean failed = report.verdict(new Acceptance.Whole()) == Verdict.REFUSED;
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("status", failed ? "failed" : "success");
        answer.put("rows", Long.toString(report.rows()));
        if (report.errors().isEmpty()) {
            Stream.of("code", "line", "record", "column").forEach(key -> answer.put(key, "null"));
        } else {
            ReportedError error = report.errors().getFirst();
            answer.put("code", error.code().code());
            answer.put("line", error.line().isPresent() ? "" + error.line().getAsLong() : "null");
            answer.put(
                    "record", error.record().isPresent() ? "" + error.record().getAsLong() : "null");
            answer.put("column", error.column().orElse("null"));
            error.rule().ifPresent(rule -> answer.put("rule", rule));
            error.value().ifPresent(value -> answer.put("value", value));
            answer.put("message", error.message());
        }
        answer.keySet().retainAll(expected().keySet());
        return answer;
    }

    @Override
    public String toString() {
        return id();
    }
}
