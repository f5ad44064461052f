package io.sluice.data.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When and how the entities of sources become files.
@ConfigMapping(prefix = "sluice.snapshots")
interface SnapshotConfig {
    /// How old the snapshot of a source may be whose entities have changed. What was deleted is in the
    /// snapshot for so long, and in the files that it replaces for 25 hours more.
    @WithDefault("1h")
    Duration interval();

    /// Time between two searches for snapshots that are due. A request is seen at once by the instance that
    /// gets it.
    @WithDefault("10s")
    Duration searchInterval();

    /// How many snapshots each instance builds at the same time. Each takes two connections to the database
    /// and up to 25 MiB. With more than one, one of them builds none of more than 100,000 entities or
    /// 256 MiB.
    @WithDefault("2")
    int builders();

    /// How long the entities of a source may be read. So long the database keeps what was changed meanwhile.
    @WithDefault("60m")
    Duration longestRead();

    /// How long a source must wait after one request of a snapshot until the next one, and as long again for
    /// each 64 MiB of its snapshots that are kept; no longer than the interval.
    @WithDefault("1m")
    Duration requestPause();
}
