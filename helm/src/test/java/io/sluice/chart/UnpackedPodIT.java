package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// One service becomes alive with user, mounts, environment and privileges as the chart renders, with the
/// files and the Java runtime of its image, and with nothing around it.
///
/// Where images can be built, [ImagesIT] shows the same of all services and of the real images. This test
/// differs from it: the base is this machine's `/usr`, the jars lie as `./sluice build` leaves them, and Java
/// has no cache of classes.
@EnabledIf("canRun")
class UnpackedPodIT {
    private static final String SERVICE = "validator-service";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    /// CI must not leave it out.
    static boolean canRun() {
        return "true".equals(System.getenv("CI"))
                || (System.getProperty("os.name").equals("Linux")
                        && System.getProperty("user.name").equals("root")
                        && Files.isExecutable(Path.of("/usr/bin/unshare")));
    }

    @Test
    void becomesAliveAsRendered() throws Exception {
        layOut();
        var pod = Chart.objects("production", Map.of()).stream()
                .filter(object -> object.id().equals("Deployment/sluice-" + SERVICE))
                .findFirst()
                .flatMap(KubernetesObject::podSpec)
                .orElseThrow();

        // Kafka's clients give up when they cannot resolve any name.
        try (var running = UnpackedPod.start(folder, pod, secrets(), List.of("sluice-kafka-bootstrap.kafka"))) {
            try {
                await().atMost(LIMIT)
                        .failFast("the pod ended", () -> !running.isAlive())
                        .untilAsserted(() -> assertThat(health(running, "live")).contains("200 OK"));
            } catch (Throwable failed) {
                throw new AssertionError(running.log(), failed);
            }

            // The private key of SFTP is read before the host is looked up.
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(health(running, "ready"))
                            .contains("\"volume\": \"no success", "UnknownHostException: sluice-sftp-0.sluice-sftp"));
            assertThat(health(running, "ready")).doesNotContain("ermission denied");
            assertThat(running.log()).doesNotContain("ermission denied").doesNotContain("Read-only file system");
            assertThat(Files.readAllLines(running.program().resolve("status")))
                    .contains("Uid:\t10001\t10001\t10001\t10001", "Gid:\t10001\t10001\t10001\t10001")
                    .contains("CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
                    .contains("NoNewPrivs:\t1");
            assertThatThrownBy(() -> Files.createFile(running.program().resolve("root/srv/sluice/file")))
                    .hasMessageContaining("Read-only file system");
        }
    }

    private void layOut() throws IOException, InterruptedException {
        run(
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                Chart.root().resolve("deploy/images/build.sh").toString(),
                "--layout",
                "quarkus-app",
                "--context",
                folder.toString(),
                SERVICE);
        Files.move(folder.resolve(SERVICE), folder.resolve("context"));
    }

    private static List<KubernetesObject> secrets() throws IOException, InterruptedException {
        return new Chart.Rendered(
                        0,
                        run(
                                Map.of(),
                                "bash",
                                Chart.root().resolve("deploy/make-secrets.sh").toString(),
                                "--sftp-host",
                                "sluice-sftp-0.sluice-sftp",
                                "--manifest",
                                "sluice"))
                .objects();
    }

    private static String health(UnpackedPod pod, String kind) throws IOException, InterruptedException {
        return pod.inNetwork(
                "/bin/bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /q/health/%s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && cat <&3"
                        .formatted(kind));
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
