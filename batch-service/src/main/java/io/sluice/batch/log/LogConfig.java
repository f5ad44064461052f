package io.sluice.batch.log;

import io.sluice.web.answer.AnswerLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of log downloads.
@ConfigMapping(prefix = "sluice.batch")
interface LogConfig {
    /// How many logs of all accounts each instance sends at the same time. Each holds a thread and a
    /// connection to the object store.
    @WithDefault("32")
    int downloads();

    /// How many logs of one account each instance sends at the same time. A further one is answered 429.
    @WithDefault("4")
    int downloadsPerAccount();

    /// How long the reader of a log may pause. Then the connection is closed.
    @WithDefault("60s")
    Duration downloadIdleTimeout();

    /// How long a download may take. Then the connection is closed.
    @WithDefault("60m")
    Duration downloadTimeout();

    default AnswerLimits downloadLimits() {
        return new AnswerLimits(downloadIdleTimeout(), downloadTimeout());
    }
}
