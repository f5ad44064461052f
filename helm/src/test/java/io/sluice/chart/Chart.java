package io.sluice.chart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The chart as helm renders it. Renders each set of values once, and reads once what it rendered: nobody
/// changes the objects. Thread-safe.
final class Chart {

    static final ObjectMapper YAML = new YAMLMapper();

    private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: sluice/templates/(\\S+)$");
    private static final Set<String> EXAMPLES = Set.of("v1", "gateway.networking.k8s.io/v1");
    private static final Map<List<String>, Rendered> RENDERED = new ConcurrentHashMap<>();
    private static final Map<Rendered, List<KubernetesObject>> OBJECTS = new ConcurrentHashMap<>();

    private Chart() {}

    /// What helm printed, and its status.
    record Rendered(int status, String output) {

        List<KubernetesObject> objects() {
            if (status != 0) {
                throw new AssertionError("helm refuses the values: " + output);
            }
            return Stream.of(output.split("(?m)^---$", -1))
                    .filter(text -> !text.isBlank())
                    .map(Chart::parse)
                    .flatMap(object -> object.content().isObject() ? Stream.of(object) : Stream.empty())
                    .toList();
        }
    }

    /// The folder `helm/` of the checkout.
    static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("helm") ? here : here.resolve("helm");
    }

    static Path root() {
        return folder().resolve("..").normalize();
    }

    static List<KubernetesObject> objects(String profile, Map<String, String> values) {
        return OBJECTS.computeIfAbsent(render(profile, values), Rendered::objects);
    }

    /// Renders the profile's values file with these values beside it.
    ///
    /// @param values JSON by its key, such as `3` by `services.job-service.replicas`
    static Rendered render(String profile, Map<String, String> values) {
        List<String> arguments = new ArrayList<>(List.of(
                "template", "sluice", "sluice", "--namespace", "sluice", "-f", "sluice/values-" + profile + ".yaml"));
        new TreeMap<>(values).forEach((key, value) -> arguments.addAll(List.of("--set-json", key + "=" + value)));
        return RENDERED.computeIfAbsent(List.copyOf(arguments), Chart::helm);
    }

    /// Runs helm in the folder `helm/`.
    static Rendered helm(List<String> arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program()), arguments.stream())
                            .toList())
                    .directory(folder().toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Rendered(process.waitFor(), output);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while helm runs", interruption);
        }
    }

    /// The objects of `deploy/examples` whose schemas are at hand; no package has those of Strimzi,
    /// CloudNativePG and Envoy Gateway.
    static List<KubernetesObject> examples() {
        try (Stream<Path> files = Files.list(root().resolve("deploy/examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file ->
                            Stream.of(read(root().relativize(file).toString()).split("(?m)^---$", -1)))
                    .map(Chart::parse)
                    .filter(object -> EXAMPLES.contains(
                            object.content().path("apiVersion").asText()))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    static String read(String file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    static <T> T cases(String name, TypeReference<T> type) {
        try {
            return YAML.readValue(read("helm/src/test/resources/cases/" + name), type);
        } catch (IOException cause) {
            throw new UncheckedIOException("the cases " + name + " cannot be read", cause);
        }
    }

    /// The tools that `./sluice test` gets from npm.
    static Path tools() {
        return root().resolve(".sluice/tools");
    }

    private static String program() {
        Path own = tools().resolve("helm/helm");
        if (Files.isExecutable(own)) {
            return own.toString();
        }
        throw new IllegalStateException("helm is missing in " + own + "; ./sluice test gets it");
    }

    private static KubernetesObject parse(String text) {
        var source = SOURCE.matcher(text);
        String template = source.find() ? source.group(1) : "";
        try {
            JsonNode content = YAML.readTree(text);
            return new KubernetesObject(template, content == null ? YAML.missingNode() : content);
        } catch (IOException cause) {
            throw new UncheckedIOException("no YAML: " + text, cause);
        }
    }
}
