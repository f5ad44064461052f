package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.stack.Stack;
import io.sluice.rules.disk.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A file that was cut because there is no room waits and says so; the upload after it is one job.
///
/// Only the tenant's folder is full, so that tests beside this one are not disturbed. Of OpenSSH, which has
/// mounts of its own, sftp-agent's `FullVolumeIT` and [FullVolumeIT] show the same.
@ExtendWith(SharedStack.class)
@EnabledIf("io.sluice.rules.disk.SmallDisk#canMount")
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class FullFolderIT {
    private static final int ROWS = 60_000;
    private static final String DATE = "20240101";
    private static final String NAME = DATE + "_member.csv";

    private final Stack stack;

    @TempDir
    private Path folder;

    FullFolderIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void cutFileWaitsAndTheNextUploadIsOneJob() throws IOException {
        var tenant = Tenant.with(stack, "member");
        var client = new ClientProgram(folder, tenant);
        var file = Files.writeString(folder.resolve(NAME), ClientsIT.content(ROWS));
        var sources =
                stack.volume().resolve("accounts").resolve(tenant.accountId).resolve("sources/member");

        try (var disk = SmallDisk.on(sources, 1)) {
            var cut = client.sftp("put %s /sources/member/\n".formatted(file));
            var waiting = tenant.awaitJob(
                    "member", DATE, job -> job.path("reason").asText().startsWith("The server could not write"));
            var unconfirmed = tenant.admin()
                    .post(
                            "/v1/%s/files/confirm".formatted(tenant.accountId),
                            Map.of("path", "/sources/member/" + NAME));

            assertThat(cut.status()).as(cut.output()).isNotZero();
            assertThat(waiting.path("status").asText()).isEqualTo("waiting");
            assertThat(unconfirmed.status()).isEqualTo(409);
            assertThat(disk.folder().resolve(NAME)).exists();
        }
        client.sftp("put %s /sources/member/\n".formatted(file)).expectSuccess();
        var job = tenant.awaitEnd("member", DATE);

        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("success");
        assertThat(job.path("rows").asInt()).isEqualTo(ROWS);
        assertThat(tenant.jobs("member")).hasSize(1);
    }
}
