package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
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
    private static final Duration LIMIT = Duration.ofMinutes(3);

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

    private DoctorRun doctor(Stack stack, String... options) throws IOException, InterruptedException {
        return DoctorRun.of(
                folder,
                Stream.concat(Stream.of("--data-dir", stack.dataDir().toString()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
