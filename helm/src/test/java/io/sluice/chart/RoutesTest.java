package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ingress and HTTPRoute answer the paths of the devstack's gateway, in any order of trying them.
class RoutesTest {

    private static final String TABLE =
            "tools/devstack/launcher/src/main/resources/io/sluice/devstack/gateway/routes.txt";
    private static final List<Route> INGRESS = ingress();
    private static final List<Route> HTTP_ROUTE = httpRoute();
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

        assertThat(fitting(INGRESS, path)).as("ingress").isEqualTo(expected);
        assertThat(fitting(HTTP_ROUTE, path)).as("gateway").isEqualTo(expected);
    }

    @Test
    void expressionsAreThoseOfRe2() {
        assertThat(INGRESS).noneMatch(route -> route.path().pattern().contains("(?"));
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

    /// @param path the whole of it must fit
    private record Route(Pattern path, String service) {
        static Route of(JsonNode path, JsonNode service) {
            return new Route(Pattern.compile(path.asText()), service.asText().substring("sluice-".length()));
        }
    }

    private static List<String> fitting(List<Route> routes, String path) {
        return routes.stream()
                .filter(route -> route.path().matcher(path).matches())
                .map(Route::service)
                .toList();
    }

    private static List<Route> ingress() {
        return everything("Ingress")
                .flatMap(object ->
                        object.content().at("/spec/rules/0/http/paths").valueStream())
                .map(path -> Route.of(path.path("path"), path.at("/backend/service/name")))
                .toList();
    }

    private static List<Route> httpRoute() {
        return everything("HTTPRoute")
                .flatMap(object -> object.content().at("/spec/rules").valueStream())
                .map(rule -> Route.of(rule.at("/matches/0/path/value"), rule.at("/backendRefs/0/name")))
                .toList();
    }

    private static Stream<KubernetesObject> everything(String kind) {
        return KubernetesSchemaTest.objects("everything").stream()
                .filter(object -> object.kind().equals(kind));
    }
}
