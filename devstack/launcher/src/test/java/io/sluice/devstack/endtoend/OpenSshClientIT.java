package io.sluice.devstack.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The `sftp` command of OpenSSH, as a tenant uses it.
@ExtendWith(SharedStack.class)
class OpenSshClientIT {
    @TempDir
    private Path folder;

    @Test
    void uploadsListsAndSeesTheFoldersChange(Stack stack) throws IOException, InterruptedException {
        var tenant = Tenant.with(stack, "member");
        var local =
                Files.writeString(folder.resolve("20240101_member.csv"), "id,name,birthdate,address,phone\n1,a,,,\n");

        var upload = sftp(tenant, "put -p " + local + " /sources/member/\nls -l /sources/member\n");
        var job = tenant.awaitEnd("member", "20240101");
        var listing = sftp(
                tenant,
                "ls -l /processed/member\nls /invalid/member\nget /processed/member/20240101_member.csv "
                        + folder.resolve("back.csv") + "\n");

        assertThat(upload).contains("20240101_member.csv");
        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(listing).contains("20240101_member.csv");
        assertThat(folder.resolve("back.csv")).hasSameBinaryContentAs(local);
    }

    private String sftp(Tenant tenant, String batch) throws IOException, InterruptedException {
        var askPass = Files.writeString(folder.resolve("askpass.sh"), "#!/bin/sh\necho '" + tenant.password + "'\n");
        assertThat(askPass.toFile().setExecutable(true)).isTrue();
        var commands = Files.writeString(folder.resolve("batch"), batch);
        var builder = new ProcessBuilder(
                        "sftp",
                        // Before -b, which would forbid to ask for the password.
                        "-o",
                        "BatchMode=no",
                        "-b",
                        commands.toString(),
                        "-P",
                        Integer.toString(tenant.stack.sftpPort()),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "PreferredAuthentications=password,keyboard-interactive",
                        tenant.accuid + "@" + tenant.stack.sftpHost())
                .redirectErrorStream(true);
        builder.environment().put("SSH_ASKPASS", askPass.toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
