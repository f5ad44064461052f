package io.sluice.volume;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the service user reaches the SFTP server of the volume.
@ConfigMapping(prefix = "sluice.sftp")
public interface SftpConfig {
    @WithDefault("localhost")
    String host();

    @WithDefault("22")
    int port();

    @WithDefault("sluice-service")
    String user();

    /// The service user's private key (OpenSSH or PEM, without pass phrase). It is read at each connect, so
    /// that it can be rotated.
    Optional<Path> privateKeyFile();

    /// The server's keys, in the form of OpenSSH's `known_hosts`. A server with another key is refused.
    Optional<Path> knownHostsFile();

    /// The most connections that are open at once; each carries one request or one stream at a time.
    @WithDefault("6")
    int connections();

    @WithDefault("10s")
    Duration connectTimeout();

    /// A connection that is silent for three times this period is closed.
    @WithDefault("10s")
    Duration keepAlive();
}
