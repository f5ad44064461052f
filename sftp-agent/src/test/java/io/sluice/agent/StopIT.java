package io.sluice.agent;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@AgainstOpenSsh
class StopIT {
    @AutoClose
    private final LocalPod pod = LocalPod.draining(Duration.ofMinutes(5));

    /// The watcher and the validator are always logged in, and no tenant can log in until the next pod runs.
    @Test
    void waitsForTenantsOnly() throws Exception {
        try (var service = pod.service()) {
            service.sftp().ls("/");

            pod.beginToStop();

            await().atMost(Duration.ofSeconds(60)).until(pod::hasStopped);
        }
    }
}
