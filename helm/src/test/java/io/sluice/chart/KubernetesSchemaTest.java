package io.sluice.chart;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every rendered object fits the schemas of a current Kubernetes: no unknown field, no wrong type, no
/// removed API.
class KubernetesSchemaTest {

    /// With all that can be switched on.
    static final Map<String, String> EVERYTHING = Map.ofEntries(
            entry(
                    "routes.gateway",
                    "{\"enabled\": true, \"parentRefs\": [{\"name\": \"public\", \"namespace\": \"gateways\"}]}"),
            entry(
                    "services.validator-service.autoscaling",
                    "{\"enabled\": true, \"keda\": {\"enabled\": true, \"authenticationRef\": \"keda-kafka\"}}"),
            entry("services.data-service.autoscaling", "{\"enabled\": true, \"keda\": {\"enabled\": true}}"),
            entry("services.job-service.autoscaling.enabled", "true"),
            entry("services.job-service.podAnnotations", "{\"a\": \"b\"}"),
            entry("kafka.properties", "{\"security.protocol\": \"SSL\"}"),
            entry("kafka.secretName", "\"kafka-client\""),
            entry("postgresql.ownUsers", "{\"data\": \"sluice-postgresql-data\"}"),
            entry("tracing.endpoint", "\"http://collector.tracing:4317\""),
            entry("image.pullSecrets", "[\"registry\"]"),
            entry("sftp.service.nodePort", "30022"),
            entry("sftp.storage.storageClassName", "\"ssd\""));

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "production", "everything", "examples"})
    void knowsEveryField(String values) {
        var problems = objects(values).stream()
                .flatMap(object -> problem(object).map(text -> object.id() + ": " + text).stream())
                .toList();

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "production", "everything"})
    void everyPortNamesItsProtocol(String values) {
        var without = objects(values).stream()
                .flatMap(object -> object.content().findValues("ports").stream()
                        .flatMap(ports -> Optional.of(ports).stream())
                        .flatMap(ports -> {
                            List<String> missing = new ArrayList<>();
                            ports.forEach(port -> {
                                if (!port.has("protocol")) {
                                    missing.add(object.id() + " " + port);
                                }
                            });
                            return missing.stream();
                        }))
                .toList();

        assertThat(without).isEmpty();
    }

    /// kubernetes-models, by Node: refuses wrong types, also those of the CRDs.
    @Test
    void everyFieldHasItsType() throws IOException, InterruptedException {
        var all = Chart.YAML.createArrayNode();
        for (String values : List.of("evaluation", "production", "everything", "examples")) {
            objects(values).forEach(object -> all.add(object.content()));
        }
        var file = Files.createTempFile("rendered", ".json");
        try {
            Files.writeString(file, all.toString());

            var process = new ProcessBuilder(
                            "node",
                            Chart.folder().resolve("src/test/node/validate.cjs").toString(),
                            file.toString())
                    .directory(Chart.tools().resolve("node").toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output.strip()).isEqualTo(all.size() + " objects fit");
        } finally {
            Files.delete(file);
        }
    }

    static List<KubernetesObject> objects(String values) {
        return switch (values) {
            case "everything" -> Chart.objects("production", EVERYTHING);
            case "examples" -> Chart.examples();
            default -> Chart.objects(values, Map.of());
        };
    }

    private static Optional<String> problem(KubernetesObject object) {
        String[] version = object.content().path("apiVersion").asText().split("/", -1);
        String group = version.length == 1 ? "" : version[0];
        if ((group.contains(".") && !group.endsWith(".k8s.io")) || group.equals("gateway.networking.k8s.io")) {
            // A CRD: only everyFieldHasItsType knows it.
            return Optional.empty();
        }
        String model = "io.kubernetes.client.openapi.models."
                + version[version.length - 1].toUpperCase(Locale.ROOT)
                + object.kind();
        try {
            Class.forName(model)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(object.content().toString()));
            return Optional.empty();
        } catch (InvocationTargetException refusal) {
            return Optional.of(String.valueOf(refusal.getCause()));
        } catch (ReflectiveOperationException missing) {
            return Optional.of("no such API: " + missing);
        }
    }
}
