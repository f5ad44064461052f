package io.sluice.volume;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the service user reaches the SFTP volume.
@ConfigMapping(prefix = "sluice.sftp")
public interface SftpConfig {
    @WithDefault("localhost")
    String host();

    @WithDefault("22")
    int port();

    @WithDefault("sluice-service")
    String user();

    /// The service user's private key (OpenSSH or PEM, without pass phrase); read at each connect, so it may
    /// be rotated.
    Optional<Path> privateKeyFile();

    /// The server's keys, in the form of OpenSSH's `known_hosts`; a server with another key is refused.
    Optional<Path> knownHostsFile();

    /// How many connections are open at most; each carries one request or one stream at a time.
    @WithDefault("4")
    int connections();

    @WithDefault("10s")
    Duration connectTimeout();

    /// A connection on which nothing is heard for three times this is given up.
    @WithDefault("10s")
    Duration keepAlive();
}
