package io.sluice.validator.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How schema-service is reached, and how many schemas are cached.
@ConfigMapping(prefix = "sluice.schema-service")
interface SchemaServiceConfig {
    @WithDefault("http://localhost:8081")
    URI url();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("10s")
    Duration requestTimeout();

    /// How many fields all cached schemas may have in total; each instruction of a compiled pattern counts as
    /// one.
    @WithDefault("50000")
    int maxCachedFields();
}
