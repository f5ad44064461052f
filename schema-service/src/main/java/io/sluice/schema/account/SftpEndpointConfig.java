package io.sluice.schema.account;

import io.smallrye.config.ConfigMapping;

/// Where accounts reach the SFTP server, as the answers show it.
@ConfigMapping(prefix = "sluice.sftp-endpoint")
interface SftpEndpointConfig {
    String host();

    int port();
}
