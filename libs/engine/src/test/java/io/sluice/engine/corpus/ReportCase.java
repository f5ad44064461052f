package io.sluice.engine.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.schema.Acceptance;
import io.sluice.engine.schema.Schema;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A file with its schema and the report that the specification requires.
record ReportCase(String topic, String id, Schema schema, Delimiter delimiter, RunLimits limits, JsonNode json) {
    static final List<String> TOPICS =
            List.of("file", "header", "structure", "cells", "sensitive", "acceptance", "csv");

    static Stream<ReportCase> all() {
        return TOPICS.stream().flatMap(ReportCase::ofTopic);
    }

    private static Stream<ReportCase> ofTopic(String topic) {
        JsonNode document = CorpusJson.read("reports/" + topic + ".json");
        return CorpusJson.elements(document.get("cases")).map(json -> of(topic, document.get("schemas"), json));
    }

    private static ReportCase of(String topic, JsonNode schemas, JsonNode json) {
        JsonNode schema =
                json.get("schema").isTextual() ? schemas.get(json.get("schema").textValue()) : json.get("schema");
        return new ReportCase(
                topic,
                Objects.requireNonNull(CorpusJson.string(json.get("id"))),
                CorpusJson.valid(CorpusJson.schema(schema, json)),
                json.path("delimiter").asText("comma").equals("tab") ? Delimiter.TAB : Delimiter.COMMA,
                limits(json.path("limits")),
                json);
    }

    private static RunLimits limits(JsonNode json) {
        RunLimits defaults = RunLimits.DEFAULTS;
        return new RunLimits(
                json.path("maxRecordBytes").asInt(defaults.maxRecordBytes()),
                json.path("maxSampledErrors").asInt(defaults.maxSampledErrors()),
                json.path("maxValueLength").asInt(defaults.maxValueLength()),
                json.path("maxTotalColumns").asInt(defaults.maxTotalColumns()));
    }

    byte[] file() {
        return CorpusJson.bytes(json.get("input"));
    }

    ValidationPlan plan() {
        return ValidationPlan.compile(schema, delimiter, limits);
    }

    Acceptance acceptance() {
        return schema.acceptance();
    }

    /// Ways to split this file; fewer for big files.
    Stream<Chunking> chunkings() {
        Stream<Chunking> random = Stream.of(
                new Chunking.Random(1, 5),
                new Chunking.Random(2, 40),
                new Chunking.Random(3, 300),
                new Chunking.Random(4, 200_000));
        if (file().length > 10_000) {
            return Stream.concat(Stream.of(new Chunking.Sized(7), new Chunking.Sized(4096)), random);
        }
        Stream<Chunking> sized = Stream.of(1, 2, 3, 7, 8, 16, 63, 64, 65).map(Chunking.Sized::new);
        return Stream.concat(sized, random);
    }

    @Override
    public String toString() {
        return topic + "/" + id;
    }
}
