package io.sluice.devstack.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `sluice doctor` as an operator runs it, on the running system.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
class DoctorIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    @ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
    void findsNothingBadAndReportsTheAddressOfALogIn(Stack stack) throws Exception {
        var tenant = Tenant.with(stack, "member");
        var password = Files.writeString(folder.resolve("password"), tenant.password + "\n");

        var report = await().atMost(LIMIT)
                .until(
                        () -> doctor(stack, "--account", tenant.accountId, "--password-file", password.toString()),
                        answer -> answer.status() == 0);

        assertThat(report.outcomes("bad")).isEmpty();
        assertThat(report.finding("log-in", tenant.accountId).path("seen").asText())
                .startsWith("logged in; the server saw 127.0.0.1, which 127.0.0.0/8 admits");
        assertThat(report.outcomes("good"))
                .contains(
                        "service gateway",
                        "sftp service port",
                        "sftp processing",
                        "kafka topics",
                        "kafka group validator-service",
                        "database job-service",
                        "objects sluice",
                        "mail smtp",
                        "clock schema-service",
                        "clock database");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(stack.dataDir().resolve("doctor.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    @ResourceLock(SharedStack.PARTS)
    void saysWhatToDoWhenKafkaIsDead(Stack stack) throws Exception {
        stack.kill(Part.KAFKA);
        try {
            // Long enough that a slow machine still tells silence from absence.
            var report = doctor(stack, "--timeout", "20");

            assertThat(report.status()).isEqualTo(1);
            assertThat(report.outcomes("bad")).contains("kafka brokers");
            assertThat(report.finding("kafka", "brokers").path("do").asText())
                    .isEqualTo("see that the brokers run and that kafka.bootstrap.servers names them as they are"
                            + " reached from here");
            assertThat(report.outcomes("not_checked")).contains("kafka topics");
            assertThat(report.outcomes("good")).contains("database job-service", "objects sluice", "mail smtp");
        } finally {
            stack.bringBack(Part.KAFKA);
        }
    }

    private Report doctor(Stack stack, String... options) throws IOException, InterruptedException {
        var root = Checkout.root();
        var classPath = Stream.concat(
                        Checkout.classPath("tools/cli").stream(),
                        Stream.of("libs/contracts", "libs/engine")
                                .map(module -> root.resolve(module).resolve("target/classes")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "io.sluice.cli.Main",
                "doctor",
                "--data-dir",
                stack.dataDir().toString(),
                "--json"));
        command.addAll(List.of(options));
        var out = folder.resolve("report.json");
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(Files.readString(out));
        return new Report(process.exitValue(), new ObjectMapper().readTree(out.toFile()));
    }

    /// The doctor's status and its JSON.
    private record Report(int status, JsonNode json) {
        List<String> outcomes(String outcome) {
            return findings()
                    .filter(finding -> finding.path("outcome").asText().equals(outcome))
                    .map(finding -> finding.path("area").asText() + " "
                            + finding.path("name").asText())
                    .toList();
        }

        JsonNode finding(String area, String name) {
            return findings()
                    .filter(finding -> finding.path("area").asText().equals(area)
                            && finding.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private Stream<JsonNode> findings() {
            return StreamSupport.stream(json.path("findings").spliterator(), false);
        }
    }
}
