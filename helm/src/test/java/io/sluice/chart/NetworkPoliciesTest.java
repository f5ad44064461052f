package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The policies let pass exactly the arrows that docs/operations/network.md lists, at both ends.
class NetworkPoliciesTest {

    private static final String COMPONENT = "app.kubernetes.io/component";

    @Test
    void bothEndsAllowTheListedArrows() {
        var listed = Chart.read("docs/operations/network.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> (cells[1].strip() + " → " + cells[2].strip() + " " + cells[3].strip()).replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(arrows("ingress", "from")).as("let in").isEqualTo(listed);
        assertThat(arrows("egress", "to")).as("let out").isEqualTo(listed);
    }

    @Test
    void everyPodHasAPolicyBesideDefaultDeny() {
        var objects = Chart.objects("evaluation", Map.of());
        var selected = objects.stream()
                .filter(object -> object.kind().equals("NetworkPolicy"))
                .map(object -> component(object.content().at("/spec/podSelector/matchLabels")))
                .collect(Collectors.toCollection(TreeSet::new));

        var pods = objects.stream()
                .filter(object -> object.podSpec().isPresent())
                .map(object -> component(object.content().at("/metadata/labels")))
                .collect(Collectors.toCollection(TreeSet::new));

        // Default deny names no component.
        assertThat(selected.remove("")).isTrue();
        assertThat(selected).isEqualTo(pods);
    }

    /// `job-service → kafka kafka` for each pair of components and port.
    private static Set<String> arrows(String direction, String peers) {
        return Chart.objects("evaluation", Map.of()).stream()
                .filter(object -> object.kind().equals("NetworkPolicy"))
                .flatMap(object -> {
                    String own = component(object.content().at("/spec/podSelector/matchLabels"));
                    return stream(object.content().at("/spec/" + direction))
                            .flatMap(rule -> stream(rule.path(peers))
                                    .map(peer -> component(peer.at("/podSelector/matchLabels")))
                                    .filter(other -> !other.isEmpty())
                                    .flatMap(other -> stream(rule.path("ports"))
                                            .map(port -> (direction.equals("ingress")
                                                            ? other + " → " + own
                                                            : own + " → " + other)
                                                    + " "
                                                    + port.path("port").asText())));
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String component(JsonNode labels) {
        return labels.path(COMPONENT).asText();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }
}
