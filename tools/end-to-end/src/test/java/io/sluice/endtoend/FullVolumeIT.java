package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A file that was cut because the volume is full never becomes data; the upload after it does.
/// [FullFolderIT] is the short form.
@EnabledIf("io.sluice.rules.disk.SmallDisk#canMount")
@Tag("every-server")
class FullVolumeIT {
    private static final int ROWS = 60_000;
    private static final String DATE = "20240101";
    private static final String NAME = DATE + "_member.csv";
    private static final String OTHER = "20240102";

    @TempDir
    private Path folder;

    @Test
    @Tag("long")
    void cutFileWaitsAndTheNextUploadIsOneJob() throws IOException {
        try (var small = new SmallStack(64)) {
            var tenant = Tenant.with(small.stack(), "member");
            var client = new ClientProgram(folder, tenant);
            var file = Files.writeString(folder.resolve(NAME), ClientsIT.content(ROWS));
            small.disk().fillUpTo(Files.size(file) / 3);
            var cut = client.sftp("put %s /sources/member/\n".formatted(file));
            small.disk().fill();
            var empty = client.sftp("put %s /sources/member/%s_member.csv\n".formatted(file, OTHER));
            var waiting = tenant.awaitJob(
                    "member", DATE, job -> job.path("reason").asText().startsWith("The server could not write"));
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> tenant.jobs("member").isEmpty());
            var unconfirmed = tenant.admin()
                    .post(
                            "/v1/%s/files/confirm".formatted(tenant.accountId),
                            Map.of("path", "/sources/member/" + NAME));
            small.disk().free();

            client.sftp("put %s /sources/member/\n".formatted(file)).expectSuccess();
            var job = tenant.awaitEnd("member", DATE);

            assertThat(cut.status()).as(cut.output()).isNotZero();
            assertThat(empty.status()).as(empty.output()).isNotZero();
            assertThat(waiting.path("status").asText()).isEqualTo("waiting");
            assertThat(unconfirmed.status()).isEqualTo(409);
            assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("success");
            assertThat(job.path("rows").asInt()).isEqualTo(ROWS);
            assertThat(tenant.jobs("member")).hasSize(1);
        }
    }
}
