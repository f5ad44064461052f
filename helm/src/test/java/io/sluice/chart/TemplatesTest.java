package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each template has a file of cases below `cases/templates`, with what it renders for some values.
class TemplatesTest {

    private static final Path TEMPLATES = Chart.folder().resolve("sluice/templates");
    private static final Path CASES = Chart.folder().resolve("src/test/resources/cases/templates");

    /// What a template renders for these values.
    ///
    /// @param set values beside the profile's, as JSON
    /// @param objects the ids of all rendered objects
    /// @param expect for an object's id: JSON pointers and what stands there; null where nothing does
    record Case(
            String template,
            String name,
            String profile,
            Map<String, JsonNode> set,
            List<String> objects,
            Map<String, Map<String, JsonNode>> expect) {

        @Override
        public String toString() {
            return template + ": " + name;
        }
    }

    @Test
    void everyTemplateHasCases() throws IOException {
        assertThat(files(CASES)).isEqualTo(files(TEMPLATES));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersAsExpected(Case expected) {
        Map<String, String> set = expected.set().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));

        Map<String, JsonNode> rendered = Chart.objects(expected.profile(), set).stream()
                .filter(object -> object.template().equals(expected.template()))
                .collect(Collectors.toMap(KubernetesObject::id, KubernetesObject::content));

        assertThat(rendered.keySet()).containsExactlyInAnyOrderElementsOf(expected.objects());
        expected.expect()
                .forEach((id, values) -> values.forEach((pointer, value) -> assertThat(at(rendered, id, pointer))
                        .as(id + " " + pointer)
                        .isEqualTo(value.isNull() ? "nothing" : value.toString())));
    }

    static Stream<Case> cases() throws IOException {
        return files(CASES).stream()
                .flatMap(template ->
                        Chart.cases("templates/" + template, new TypeReference<List<Map<String, JsonNode>>>() {})
                                .stream()
                                .map(fields -> read(template, fields)));
    }

    private static Case read(String template, Map<String, JsonNode> fields) {
        return new Case(
                template,
                field(fields, "name").asText(),
                field(fields, "profile").asText(),
                Chart.YAML.convertValue(field(fields, "set"), new TypeReference<>() {}),
                Chart.YAML.convertValue(field(fields, "objects"), new TypeReference<>() {}),
                Chart.YAML.convertValue(field(fields, "expect"), new TypeReference<>() {}));
    }

    private static JsonNode field(Map<String, JsonNode> fields, String name) {
        return fields.getOrDefault(name, Chart.YAML.createObjectNode());
    }

    private static String at(Map<String, JsonNode> rendered, String id, String pointer) {
        JsonNode found =
                rendered.getOrDefault(id, Chart.YAML.createObjectNode()).at(pointer);
        return found.isMissingNode() ? "nothing" : found.toString();
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
