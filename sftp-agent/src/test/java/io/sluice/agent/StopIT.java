package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.sftpserver.account.FollowAccounts;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@AgainstOpenSsh
class StopIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @AutoClose
    private final LocalPod pod = LocalPod.draining(Duration.ofMinutes(5));

    /// The watcher and the validator are always logged in, and no tenant can log in until the next pod runs.
    @Test
    void waitsForTenantsOnly() throws Exception {
        try (var service = pod.service()) {
            service.sftp().ls("/");

            pod.beginToStop();

            await().atMost(LIMIT).until(pod::hasStopped);
        }
    }

    /// The age of the list counts through a restart of the agent. An old list ends sessions, too.
    @Test
    void letsNobodyInWhileSchemaServiceHasBeenStoppedForTooLong() throws Exception {
        pod.put(ListedAccount.of("stale-1"));
        try (var client = pod.login("stale-1")) {
            pod.stopSchemaService();
            Files.setLastModifiedTime(
                    pod.volume.resolve(".agent/accounts.json"),
                    FileTime.from(Instant.now().minus(FollowAccounts.MAX_AGE).minusSeconds(60)));
            pod.processes("AgentMain").forEach(ProcessHandle::destroyForcibly);

            await().atMost(LIMIT).until(() -> !client.session().isConnected());
            assertThatThrownBy(() -> pod.login("stale-1")).hasMessageContaining("Auth");
        }
    }
}
