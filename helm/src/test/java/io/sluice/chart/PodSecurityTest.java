package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pods meet the Pod Security Standard "restricted" and what Sluice asks beyond it, except where
/// docs/operations/pod-security.md lists exceptions.
class PodSecurityTest {

    private static final String PAGE = "docs/operations/pod-security.md";
    private static final Set<String> RESTRICTED_VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "production", "everything"})
    void onlyTheListedExceptions(String values) {
        var objects = KubernetesSchemaTest.objects(values);
        var ids = objects.stream().map(KubernetesObject::id).toList();

        var found = objects.stream()
                .flatMap(object -> object.podSpec().stream().flatMap(pod -> violations(object.id(), pod)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found)
                .isEqualTo(listed().stream()
                        .filter(line -> ids.contains(line.substring(0, line.indexOf(':'))))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void sftpPodHasTheCapabilitiesOfItsImage() {
        var pod = Chart.objects("production", Map.of()).stream()
                .filter(object -> object.id().equals("StatefulSet/sluice-sftp"))
                .findFirst()
                .orElseThrow();

        List<String> added = new ArrayList<>();
        pod.content()
                .at("/spec/template/spec/containers/0/securityContext/capabilities/add")
                .forEach(one -> added.add(one.asText().toLowerCase(Locale.ROOT)));

        assertThat(added)
                .containsExactlyElementsOf(Chart.read("deploy/sftp/capabilities")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList());
    }

    private static Stream<String> violations(String id, JsonNode pod) {
        Set<String> found = new HashSet<>();
        for (String key : List.of("hostNetwork", "hostPID", "hostIPC")) {
            expect(!pod.path(key).asBoolean(), key, found);
        }
        expect(
                !pod.path("automountServiceAccountToken").asBoolean(true),
                "automountServiceAccountToken is not false",
                found);
        pod.path("volumes")
                .forEach(volume -> volume.fieldNames()
                        .forEachRemaining(kind -> expect(
                                kind.equals("name") || RESTRICTED_VOLUMES.contains(kind),
                                "volume of kind " + kind,
                                found)));
        expect(
                "RuntimeDefault"
                        .equals(pod.at("/securityContext/seccompProfile/type").asText()),
                "seccompProfile is not RuntimeDefault",
                found);
        expect(pod.at("/securityContext/runAsNonRoot").asBoolean(), "runAsNonRoot is not true", found);
        expect(pod.at("/securityContext/runAsUser").asInt(0) > 0, "runAsUser is 0", found);
        if (pod.at("/securityContext").has("fsGroup")) {
            expect(
                    "OnRootMismatch"
                            .equals(pod.at("/securityContext/fsGroupChangePolicy")
                                    .asText()),
                    "fsGroupChangePolicy is not OnRootMismatch",
                    found);
        }
        for (String kind : List.of("containers", "initContainers")) {
            pod.path(kind).forEach(container -> {
                JsonNode context = container.path("securityContext");
                expect(!context.path("privileged").asBoolean(), "privileged", found);
                expect(
                        !context.path("allowPrivilegeEscalation").asBoolean(true),
                        "allowPrivilegeEscalation is not false",
                        found);
                expect(context.path("readOnlyRootFilesystem").asBoolean(), "readOnlyRootFilesystem is not true", found);
                expect(
                        context.at("/capabilities/drop").toString().equals("[\"ALL\"]"),
                        "capabilities are not dropped",
                        found);
                context.at("/capabilities/add").forEach(one -> expect(false, "capability " + one.asText(), found));
                container.path("ports").forEach(port -> expect(!port.has("hostPort"), "hostPort", found));
                expect(container.at("/resources/requests/cpu").isValueNode(), "no requests of cpu", found);
                expect(container.at("/resources/limits/memory").isValueNode(), "no limit of memory", found);
            });
        }
        return found.stream().map(violation -> id + ": " + violation);
    }

    private static void expect(boolean met, String violation, Set<String> found) {
        if (!met) {
            found.add(violation);
        }
    }

    // The rows of the page's table: | `StatefulSet/sluice-sftp` | runAsUser is 0 | why |
    private static Set<String> listed() {
        return Chart.read(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> cells[1].strip().replace("`", "") + ": " + cells[2].strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
