package io.sluice.batch.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of uploads.
@ConfigMapping(prefix = "sluice.batch")
interface UploadConfig {
    /// How long the sender of a file may pause. Less than `quarkus.http.idle-timeout`, which ends a
    /// connection without an answer.
    @WithDefault("60s")
    Duration uploadIdleTimeout();

    /// How long an upload may take.
    @WithDefault("60m")
    Duration uploadTimeout();

    /// How many uploads of all accounts each instance has at work. Each holds a thread and a connection to
    /// the object store.
    @WithDefault("64")
    int uploads();

    /// How many uploads of one account each instance has at work. A further one is answered 429. When places
    /// run out, an account needs more free ones than it has.
    @WithDefault("8")
    int uploadsPerAccount();

    /// How many bytes a second an upload brings on average. A slower one gives its place up when all are
    /// taken and another account asks for one. 50 MiB in an hour are 15K a second.
    @WithDefault("16K")
    MemorySize slowestUpload();

    /// From what age on an upload can be too slow.
    @WithDefault("10s")
    Duration slowUploadGrace();

    /// Time between two searches for files that were stored by an instance that died before it recorded
    /// that.
    @WithDefault("10s")
    Duration uploadSweep();
}
