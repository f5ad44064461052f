package io.sluice.data.care;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When what nobody needs is looked for.
// Nothing injects it, and Quarkus drops the defaults of such a mapping.
@Unremovable
@ConfigMapping(prefix = "sluice.data-sets")
interface CareConfig {
    /// Time between two searches for files of days that were replaced a day ago.
    @WithDefault("10m")
    String careInterval();

    /// Time between two searches for objects of tables that nothing names. Each lists all objects below
    /// `lake/`.
    @WithDefault("24h")
    String orphanInterval();
}
