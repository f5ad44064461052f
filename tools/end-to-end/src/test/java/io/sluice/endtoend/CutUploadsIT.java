package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.faults.CuttingWire;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection that breaks during an upload never yields a job for the part; the resumed upload yields one.
@ExtendWith(SharedStack.class)
@Tag("every-server")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class CutUploadsIT {
    private static final int ROWS = 400_000;
    private static final String DATE = "20240101";
    private static final String NAME = DATE + "_member.csv";

    private final Stack stack;

    @TempDir
    private Path folder;

    CutUploadsIT(Stack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 99})
    void partWaitsAndTheResumedUploadIsOneJob(int percent) throws IOException {
        var tenant = Tenant.with(stack, "member");
        var client = new ClientProgram(folder, tenant);
        var file = Files.writeString(folder.resolve(NAME), ClientsIT.content(ROWS));

        try (var wire = new CuttingWire(stack.sftpPort(), Files.size(file) * percent / 100)) {
            var cut = client.sftp(wire.port(), "put %s /sources/member/\n".formatted(file));
            assertThat(cut.status()).as(cut.output()).isNotZero();
        }
        var waiting = tenant.awaitJob(
                "member", DATE, job -> job.path("reason").asText().startsWith("Upload broken off"));
        // Longer than the quiet period of a finished upload, and several rounds of the watcher.
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertStillWaits(tenant));

        client.sftp("reput %s /sources/member/%s\n".formatted(file, NAME)).expectSuccess();
        var job = tenant.awaitEnd("member", DATE);

        assertThat(waiting.path("status").asText()).isEqualTo("waiting");
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("success");
        assertThat(job.path("rows").asInt()).isEqualTo(ROWS);
        assertThat(tenant.jobs("member")).hasSize(1);
        client.sftp("get /processed/member/%s %s\n".formatted(NAME, folder.resolve("back")))
                .expectSuccess();
        assertThat(folder.resolve("back")).hasSameBinaryContentAs(file);
    }

    private static void assertStillWaits(Tenant tenant) {
        JsonNode job = tenant.job("member", DATE).expect(200).json();
        assertThat(job.path("status").asText()).isEqualTo("waiting");
        assertThat(job.path("reason").asText())
                .matches("Upload broken off after [0-9,]+ bytes?; continue it or upload again");
        assertThat(tenant.list("/sources/member")).containsExactly(NAME);
    }
}
