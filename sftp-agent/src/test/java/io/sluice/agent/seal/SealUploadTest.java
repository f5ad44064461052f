package io.sluice.agent.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.agent.folder.Ownership;
import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Only root can give files to others.
@EnabledIf("io.sluice.agent.OpenSsh#canRun")
class SealUploadTest {
    private static final int TENANT = 20_001;

    @TempDir
    private Path folder;

    @Test
    void givesTheFileToTheServiceAndLetsValidatorsRead() throws Exception {
        var file = file(folder, "20200125_order.csv", new Ownership(TENANT, TENANT, 0600));

        assertThat(SealUpload.seal(file)).isEqualTo(SealOutcome.SEALED);

        assertThat(Ownership.of(file)).isEqualTo(new Ownership(ServiceUser.ID, TENANT, 0644));
    }

    @Test
    void letsValidatorsReadWhatAnEarlierAgentSealed() throws Exception {
        var job = Files.createDirectories(folder.resolve("acme/job"));
        var sealed = file(job, "sealed.csv", new Ownership(ServiceUser.ID, TENANT, 0640));
        var notYet = file(job, "not-yet.csv", new Ownership(TENANT, TENANT, 0600));

        SealUploads.letValidatorsRead(folder);

        assertThat(Ownership.of(sealed)).isEqualTo(new Ownership(ServiceUser.ID, TENANT, 0644));
        assertThat(Ownership.of(notYet)).isEqualTo(new Ownership(TENANT, TENANT, 0600));
    }

    private static Path file(Path folder, String name, Ownership ownership) throws IOException {
        var file = Files.writeString(folder.resolve(name), "id\n1\n");
        ownership.giveTo(file);
        return file;
    }
}
