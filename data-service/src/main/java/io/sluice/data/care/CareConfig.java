package io.sluice.data.care;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When what nobody needs is looked for.
@ConfigMapping(prefix = "sluice.data-sets")
public interface CareConfig {
    /// Time between two searches for files of days that were replaced a day ago.
    @WithDefault("10m")
    Duration careInterval();

    /// Time between two searches for objects of tables that nothing names. Each lists all objects below
    /// `lake/`.
    @WithDefault("24h")
    Duration orphanInterval();
}
