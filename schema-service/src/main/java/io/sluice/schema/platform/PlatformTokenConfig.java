package io.sluice.schema.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The tokens of administrators and services.
@ConfigMapping(prefix = "sluice.platform-token")
interface PlatformTokenConfig {
    /// How long an administrator's token lasts when its expiry is not given.
    @WithDefault("30d")
    Duration adminLifetime();

    /// How long an administrator's token can last at most.
    @WithDefault("90d")
    Duration adminMaxLifetime();

    /// How long a service's token lasts when its expiry is not given.
    @WithDefault("90d")
    Duration serviceLifetime();

    /// How long a service's token can last at most.
    @WithDefault("365d")
    Duration serviceMaxLifetime();

    /// How many of these tokens may be in force at the same time.
    @WithDefault("200")
    int maxInForce();

    /// How many of them are kept: those in force, those that were revoked, and those that have expired. The
    /// oldest expired ones go first.
    @WithDefault("1000")
    int maxKept();

    /// Files with tokens that were made at the installation. They are listed within a minute.
    Optional<List<Path>> files();
}
