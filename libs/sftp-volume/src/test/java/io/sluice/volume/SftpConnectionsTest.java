package io.sluice.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SftpConnectionsTest {

    @Test
    void nobodyWaitsForAFreeConnectionWithoutEnd() {
        var connections = new SftpConnections(0, Duration.ofMillis(10), () -> {
            throw new IllegalStateException("no connection is free");
        });

        var failure = assertThrows(VolumeUnavailableException.class, () -> connections.once(connection -> true));

        assertEquals(
                "all 0 SFTP connections were in use for PT0.01S; is sluice.sftp.connections too low?",
                failure.getMessage());
    }
}
