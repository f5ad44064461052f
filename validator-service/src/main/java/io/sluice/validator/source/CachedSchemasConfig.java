package io.sluice.validator.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many schemas are cached.
@ConfigMapping(prefix = "sluice.schema-service")
interface CachedSchemasConfig {
    /// How many fields all cached schemas may have in total; each instruction of a compiled pattern counts as
    /// one.
    @WithDefault("50000")
    int maxCachedFields();
}
