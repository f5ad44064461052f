package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each service's image becomes alive with user, mounts, environment and capabilities as the chart renders,
/// and with nothing around it. `./sluice images` builds the images.
@Tag("long")
class ImagesIT {

    private static final String ASK = "exec 3<>/dev/tcp/127.0.0.1/9000"
            + " && printf 'GET /q/health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3";

    /// For each variable that comes from a Secret; as long as a key that signs must be.
    private static final String SECRET = "secret".repeat(6);

    @TempDir
    static Path keys;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        run(
                "bash",
                Chart.root().resolve("deploy/make-secrets.sh").toString(),
                "--sftp-host",
                "sluice-sftp-0.sluice-sftp",
                keys.toString());
        for (Map.Entry<String, String> copy : Map.of(
                        "private", "private_ssh", "validator-private", "validator_ssh", "token", "token")
                .entrySet()) {
            if (!Files.exists(keys.resolve(copy.getKey()))) {
                Files.copy(keys.resolve(copy.getValue()), keys.resolve(copy.getKey()));
            }
        }
        // In a pod the files belong to the pod's group.
        run("chmod", "-R", "a+rX", keys.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema-service",
                "sftp-watcher",
                "validator-service",
                "job-service",
                "notifier-service",
                "batch-service",
                "data-service"
            })
    void becomesAlive(String service) throws IOException, InterruptedException {
        JsonNode pod = Chart.objects("production", Map.of()).stream()
                .filter(object -> object.id().equals("Deployment/sluice-" + service))
                .findFirst()
                .flatMap(KubernetesObject::podSpec)
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of(tool(), "run", "--detach", "--network", "none"));
        // Kafka's clients give up when they cannot resolve any name.
        command.addAll(List.of("--add-host", "sluice-kafka-bootstrap.kafka:127.0.0.1"));
        command.addAll(restrictions(pod));
        command.addAll(environment(pod));
        command.addAll(mounts(pod));
        command.add("sluice/" + service + ":latest");

        String container =
                run(command.toArray(String[]::new)).strip().lines().toList().getLast();

        try {
            await().atMost(Duration.ofMinutes(2))
                    .failFast(
                            "the container ended",
                            () -> !run(tool(), "inspect", "--format", "{{.State.Running}}", container)
                                    .contains("true"))
                    .untilAsserted(() -> assertThat(run(tool(), "exec", container, "/bin/bash", "-c", ASK))
                            .contains("200 OK"));
        } catch (Throwable failed) {
            throw new AssertionError(run(tool(), "logs", container), failed);
        } finally {
            run(tool(), "rm", "--force", container);
        }
    }

    private static List<String> restrictions(JsonNode pod) {
        JsonNode container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        return List.of(
                "--user",
                pod.at("/securityContext/runAsUser").asText() + ":"
                        + pod.at("/securityContext/runAsGroup").asText(),
                "--read-only",
                "--cap-drop",
                "all",
                "--security-opt",
                "no-new-privileges",
                "--memory",
                container
                        .at("/resources/limits/memory")
                        .asText()
                        .replace("Mi", "m")
                        .replace("Gi", "g"));
    }

    private static List<String> environment(JsonNode pod) {
        return pod.at("/containers/0/env")
                .valueStream()
                .flatMap(variable -> Stream.of(
                        "--env",
                        variable.path("name").asText() + "="
                                + (variable.has("value") ? variable.get("value").asText() : SECRET)))
                .toList();
    }

    private static List<String> mounts(JsonNode pod) {
        return pod.at("/containers/0/volumeMounts")
                .valueStream()
                .flatMap(mount -> mount.path("name").asText().equals("tmp")
                        ? Stream.of("--tmpfs", mount.path("mountPath").asText() + ":mode=1777")
                        : Stream.of(
                                "--volume", keys + ":" + mount.path("mountPath").asText() + ":ro"))
                .toList();
    }

    private static String tool() throws IOException, InterruptedException {
        for (String tool : List.of("podman", "docker")) {
            if (new ProcessBuilder("sh", "-c", tool + " version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0) {
                return tool;
            }
        }
        throw new IllegalStateException("expected podman or docker on the PATH");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
