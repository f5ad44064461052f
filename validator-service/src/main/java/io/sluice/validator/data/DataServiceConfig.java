package io.sluice.validator.data;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How data-service is reached.
@ConfigMapping(prefix = "sluice.data-service")
interface DataServiceConfig {
    /// The address of data-service.
    @WithDefault("http://localhost:8087")
    URI url();

    /// The longest time to wait for a connection.
    @WithDefault("2s")
    Duration connectTimeout();

    /// The longest time to wait for the commit of a day.
    @WithDefault("30s")
    Duration requestTimeout();
}
