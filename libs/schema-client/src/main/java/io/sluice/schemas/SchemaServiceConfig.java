package io.sluice.schemas;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How schema-service is reached.
@ConfigMapping(prefix = "sluice.schema-service")
interface SchemaServiceConfig {
    @WithDefault("http://localhost:8081")
    URI url();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("10s")
    Duration requestTimeout();
}
