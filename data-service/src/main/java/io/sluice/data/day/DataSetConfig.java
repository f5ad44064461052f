package io.sluice.data.day;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the days of data sets change.
@ConfigMapping(prefix = "sluice.data-sets")
interface DataSetConfig {
    /// Whether the rows of accepted files are written and become the data of their day. Only measurements
    /// switch it off: a day whose file is accepted meanwhile keeps its old data for ever.
    // Validators ask it. Here it stands so that what is set for all services does not stop this one.
    @WithDefault("true")
    boolean enabled();

    /// How many swaps of days are at work at the same time. A further one is answered 503 and asked again.
    @WithDefault("64")
    int swaps();

    /// How many swaps of one account are at work at the same time.
    @WithDefault("16")
    int swapsPerAccount();

    /// How many tables commit at the same time. Each takes a connection to the database.
    @WithDefault("4")
    int commits();

    /// How many swaps of one table, which wait for each other, become one commit.
    @WithDefault("50")
    int swapsInOneCommit();

    /// How long a swap waits for others before it is answered 503.
    @WithDefault("20s")
    Duration longestWait();

    /// How long the snapshot of a table stays after the next one replaced it.
    @WithDefault("24h")
    Duration snapshotAge();

    /// How many snapshots of a table stay however old they are.
    @WithDefault("5")
    int minSnapshots();

    /// How many snapshots of a table stay at most. Each commit writes all of them again.
    @WithDefault("100")
    int maxSnapshots();
}
