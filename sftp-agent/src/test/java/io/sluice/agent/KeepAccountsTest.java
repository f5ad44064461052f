package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.agent.folder.AccountFolders;
import io.sluice.agent.folder.LogLinks;
import io.sluice.agent.folder.Ownership;
import io.sluice.agent.session.EndSessions;
import io.sluice.agent.user.SyncAccounts;
import io.sluice.agent.user.UserIds;
import io.sluice.sftpserver.account.AccountListClient;
import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Only root can give files to others.
@EnabledIf("io.sluice.agent.OpenSsh#canRun")
class KeepAccountsTest {
    private static final int TENANT = 20_001;

    @TempDir
    private Path folder;

    /// Keys are admitted after that, so the one that is missing here ends the start only then.
    @Test
    void opensClaimedFilesToValidatorsBeforeAnyKeyIsAdmitted() throws Exception {
        var paths = new PodPaths(
                folder.resolve("volume"),
                Files.createDirectory(folder.resolve("run")),
                Files.createDirectory(folder.resolve("users")),
                Files.createFile(folder.resolve("passwd")));
        var job = Files.createDirectories(paths.processing().resolve("acme/job"));
        var sealed = Files.writeString(job.resolve("20200125_order.csv"), "id\n1\n");
        new Ownership(ServiceUser.ID, TENANT, 0640).giveTo(sealed);

        assertThatThrownBy(keepAccounts(paths)::begin)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("service.pub").toString());

        assertThat(Ownership.of(sealed)).isEqualTo(new Ownership(ServiceUser.ID, TENANT, 0644));
    }

    private KeepAccounts keepAccounts(PodPaths paths) throws IOException {
        var ids = UserIds.read(paths.userIds());
        var folders = new AccountFolders(paths);
        var sessions = new EndSessions(UserIds::isTenant);
        var sync = new SyncAccounts(paths, ids, folders, sessions);
        return new KeepAccounts(
                paths,
                new ServiceKeys(paths, folder.resolve("service.pub"), folder.resolve("validator.pub")),
                new AccountListClient(URI.create("http://127.0.0.1:1"), folder.resolve("token"), Optional.empty()),
                sync,
                sync::apply,
                new LogLinks(paths, folders),
                sessions,
                Clock.systemUTC());
    }
}
