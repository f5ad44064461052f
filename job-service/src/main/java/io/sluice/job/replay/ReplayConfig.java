package io.sluice.job.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much an account may replay. Within a day it is also as many bytes as the account may upload.
@ConfigMapping(prefix = "sluice.replay")
interface ReplayConfig {
    /// How many jobs an account may replay within an hour.
    @WithDefault("60")
    int jobsPerHour();

    /// How many replays of one account each instance of the service has at work. A further one is answered
    /// 429.
    @WithDefault("2")
    int atWorkPerAccount();

    /// How many replays of all accounts each instance of the service has at work. A further one is answered
    /// 503.
    @WithDefault("50")
    int atWork();
}
