package io.sluice.notifier.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long histories are kept.
@ConfigMapping(prefix = "sluice.retention")
interface RetentionConfig {
    /// How long ended jobs with their reports, and mails, are kept, unless the account has its own
    /// `retention_days`.
    @WithDefault("400d")
    Duration keep();

    /// Time between two searches for what is older.
    @WithDefault("6h")
    Duration interval();
}
