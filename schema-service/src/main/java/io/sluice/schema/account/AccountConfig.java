package io.sluice.schema.account;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;

/// What an account gets unless its admin says otherwise.
@ConfigMapping(prefix = "sluice.account")
interface AccountConfig {
    /// Everything in the account's directory.
    MemorySize workspaceLimit();

    /// Uploads of one day in the account's time zone.
    MemorySize dailyUploadLimit();
}
