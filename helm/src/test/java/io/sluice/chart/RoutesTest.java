package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ingress and HTTPRoute answer the paths of the devstack's gateway, in any order of trying them.
class RoutesTest {

    private static final String TABLE =
            "tools/devstack/launcher/src/main/resources/io/sluice/devstack/gateway/routes.txt";
    private static final List<String> WORDS = List.of(
            "accounts",
            "account",
            "accountsx",
            "a",
            "acc",
            "files",
            "jobs",
            "archive",
            "110-1234-567",
            "sources",
            "internal");

    @Test
    void chartHasTheTableOfTheGateway() {
        assertThat(Chart.read("helm/sluice/files/routes.txt")).isEqualTo(Chart.read(TABLE));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void atMostOneExpressionFitsAndItIsTheTables(String path) {
        var expected = table(path);

        assertThat(ingress().entrySet().stream()
                        .filter(route -> Pattern.matches(route.getKey(), path))
                        .map(Map.Entry::getValue))
                .as("ingress")
                .isEqualTo(expected);
        assertThat(httpRoute().entrySet().stream()
                        .filter(route -> Pattern.matches(route.getKey(), path))
                        .map(Map.Entry::getValue))
                .as("gateway")
                .isEqualTo(expected);
    }

    @Test
    void expressionsAreThoseOfRe2() {
        assertThat(ingress().keySet()).noneMatch(path -> path.contains("(?"));
    }

    static Stream<String> paths() {
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/v1",
                "/v1/",
                "/v1//files",
                "/internal/replays",
                "/v1/internal/replays",
                "/q/health",
                "/q/metrics",
                "/.well-known/jwks.json",
                "/xwell-known/jwks.json",
                "/v2/accounts",
                "/v2/batches",
                "/v2/batches/3ee694e5-0b77-2d1e-af19-1aa78f500785",
                "/v2/batches/inspect/3ee694e5-0b77-2d1e-af19-1aa78f500785",
                "/v2/uploads/3ee694e5-0b77-2d1e-af19-1aa78f500785",
                "/v2/uploads",
                "/v2/uploads/a/b",
                "/v2/logs/3ee694e5-0b77-2d1e-af19-1aa78f500785",
                "/V1/accounts",
                "/v1/acme/files/",
                "/v1/acme/sources/order/schema/versions/3",
                "/v1/acme/sources/order/schemas",
                "/v1/acme/jobs/1/errors"));
        for (String first : WORDS) {
            paths.add("/v1/" + first);
            for (String second :
                    List.of("files", "jobs", "usage", "events", "archive", "sources", "files/confirm", "other")) {
                paths.add("/v1/" + first + "/" + second);
                for (String third : List.of(
                        "order",
                        "order/job",
                        "order/jobs",
                        "order/validate",
                        "order/schema",
                        "order/entities",
                        "order/entities/guest:1",
                        "order/other")) {
                    paths.add("/v1/" + first + "/" + second + "/" + third);
                }
            }
        }
        return paths.stream();
    }

    /// What the gateway's RouteTable does: the first line that fits.
    private static List<String> table(String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        if (segments.contains("")) {
            return List.of();
        }
        return Chart.read(TABLE)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", -1))
                .filter(words -> fits(words[1], segments))
                .map(words -> words[0])
                .limit(1)
                .toList();
    }

    private static boolean fits(String pattern, List<String> path) {
        boolean below = pattern.endsWith("/**");
        List<String> segments = List.of((below ? pattern.substring(0, pattern.length() - 3) : pattern)
                .substring(1)
                .split("/", -1));
        if (below ? path.size() < segments.size() : path.size() != segments.size()) {
            return false;
        }
        for (int index = 0; index < segments.size(); index++) {
            if (!segments.get(index).startsWith("{") && !segments.get(index).equals(path.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> ingress() {
        Map<String, String> routes = new LinkedHashMap<>();
        everything("Ingress")
                .forEach(object -> object.content()
                        .at("/spec/rules/0/http/paths")
                        .forEach(path -> routes.put(
                                path.path("path").asText(),
                                service(path.at("/backend/service/name").asText()))));
        return routes;
    }

    private static Map<String, String> httpRoute() {
        Map<String, String> routes = new LinkedHashMap<>();
        everything("HTTPRoute")
                .forEach(object -> object.content()
                        .at("/spec/rules")
                        .forEach(rule -> routes.put(
                                rule.at("/matches/0/path/value").asText(),
                                service(rule.at("/backendRefs/0/name").asText()))));
        return routes;
    }

    private static Stream<KubernetesObject> everything(String kind) {
        return KubernetesSchemaTest.objects("everything").stream()
                .filter(object -> object.kind().equals(kind));
    }

    private static String service(String name) {
        return name.substring("sluice-".length());
    }
}
