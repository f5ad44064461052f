package io.sluice.validator.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where schemas are asked for.
@ConfigMapping(prefix = "sluice.schema-service")
interface SchemaServiceConfig {
    @WithDefault("http://localhost:8081")
    URI url();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("10s")
    Duration requestTimeout();

    /// How many fields the kept compiled schemas may have together.
    @WithDefault("50000")
    int maxCachedFields();
}
