package io.sluice.schema.sshkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many public keys an account may have.
@ConfigMapping(prefix = "sluice.ssh-key")
public interface SshKeyConfig {
    /// How many public keys an account may have. The SFTP server reads all of them at each log-in.
    @WithDefault("100")
    int maxPerAccount();
}
