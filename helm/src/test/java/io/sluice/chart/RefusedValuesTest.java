package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values that contradict each other, are missing or unknown are refused with a sentence that names the key.
class RefusedValuesTest {

    private static final Pattern FAIL = Pattern.compile("fail \\(?(?:printf )?\"((?:[^\"\\\\]|\\\\.)*)\"");

    record Refusal(String profile, Map<String, JsonNode> set, String sentence) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithSentence(Refusal refusal) {
        var set = refusal.set().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));

        var rendered = Chart.render(refusal.profile(), set);

        assertThat(rendered.status()).isNotZero();
        assertThat(rendered.output()).contains(refusal.sentence());
    }

    @Test
    void everySentenceOfTheChartHasACase() {
        var sentences = refusals().map(Refusal::sentence).toList();

        var missing = FAIL.matcher(Chart.read("helm/sluice/templates/_checks.tpl"))
                .results()
                .map(match -> match.group(1).replace("\\\"", "\""))
                .filter(text -> sentences.stream().noneMatch(pattern(text).asMatchPredicate()))
                .toList();

        assertThat(missing).isEmpty();
    }

    static Stream<Refusal> refusals() {
        return Chart.cases("refused-values.yaml", new TypeReference<List<Refusal>>() {}).stream();
    }

    private static Pattern pattern(String format) {
        return Pattern.compile(
                Stream.of(format.split("%[sv]", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
