package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "production"})
    void passesLint(String profile) {
        var linted = Chart.helm(List.of("lint", "--strict", "sluice", "-f", "sluice/values-" + profile + ".yaml"));

        assertThat(linted.status()).as(linted.output()).isZero();
    }

    @Test
    void everyValueHasAComment() {
        List<String> without = new ArrayList<>();
        // Indents of keys that a comment is about: their own, one of a key around them, or of the key above.
        TreeSet<Integer> documented = new TreeSet<>();
        boolean comment = false;
        for (String line : Chart.read("helm/sluice/values.yaml").lines().toList()) {
            String text = line.strip();
            int indent = line.length() - line.stripLeading().length();
            if (text.isEmpty() || text.startsWith("#")) {
                comment = !text.isEmpty();
                continue;
            }
            documented.tailSet(indent, false).clear();
            if (comment) {
                documented.add(indent);
            }
            if (documented.isEmpty() && !text.endsWith(":")) {
                without.add(line);
            }
            comment = false;
        }

        assertThat(without).isEmpty();
    }

    @Test
    void schemaKnowsExactlyTheValues() throws IOException {
        JsonNode schema = Chart.YAML.readTree(Chart.read("helm/sluice/values.schema.json"));
        JsonNode values = Chart.YAML.readTree(Chart.read("helm/sluice/values.yaml"));

        // Helm itself adds this one.
        assertThat(declared("", schema, schema))
                .isEqualTo(union(present("", values, schema, schema), Set.of("global")));
    }

    @Test
    void everyMetricOfAlertsAndDashboardExists() throws IOException {
        Pattern metric = Pattern.compile("sluice_[a-z_]+");
        Set<String> used = Stream.of("helm/sluice/files/alerts.yaml", "helm/sluice/files/dashboard.json")
                .flatMap(file -> metric.matcher(Chart.read(file)).results())
                .map(found -> found.group()
                        .replaceAll("_(total|seconds|seconds_sum|seconds_count|seconds_max)$", "")
                        .replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));

        try (Stream<Path> sources = Files.walk(Chart.root())) {
            String code = sources.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
                    .map(file -> Chart.read(Chart.root().relativize(file).toString()))
                    .collect(Collectors.joining());

            assertThat(used).isNotEmpty().allMatch(name -> code.contains('"' + name + '"'));
        }
    }

    @Test
    void tokensOfTheEvaluationLastAYear() {
        assertThat(Chart.objects("evaluation", Map.of()))
                .filteredOn(object -> object.id().equals("ConfigMap/sluice-keys"))
                .singleElement()
                .satisfies(keys -> assertThat(
                                keys.content().at("/data/make-keys.sh").asText())
                        .contains("/make-secrets.sh --days 365 "));
    }

    @Test
    void everyAlertIsExplained() {
        var alerts = Pattern.compile("alert: (\\w+)")
                .matcher(Chart.read("helm/sluice/files/alerts.yaml"))
                .results()
                .map(found -> "| `" + found.group(1) + "` |")
                .toList();

        assertThat(alerts).isNotEmpty().allMatch(Chart.read("docs/operations/alerts.md")::contains);
    }

    private static Set<String> declared(String path, JsonNode schema, JsonNode root) {
        JsonNode here = resolve(schema, root);
        if (!here.has("properties")) {
            return Set.of(path);
        }
        Set<String> paths = new TreeSet<>();
        assertThat(here.path("additionalProperties").asBoolean(true))
                .as(path + " is closed")
                .isFalse();
        here.get("properties")
                .properties()
                .forEach(entry -> paths.addAll(declared(
                        path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), root)));
        return paths;
    }

    private static Set<String> present(String path, JsonNode values, JsonNode schema, JsonNode root) {
        JsonNode here = resolve(schema, root);
        if (!here.has("properties")) {
            return Set.of(path);
        }
        Set<String> paths = new TreeSet<>();
        values.properties()
                .forEach(entry -> paths.addAll(present(
                        path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                        entry.getValue(),
                        here.get("properties").path(entry.getKey()),
                        root)));
        return paths;
    }

    private static JsonNode resolve(JsonNode schema, JsonNode root) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }
}
