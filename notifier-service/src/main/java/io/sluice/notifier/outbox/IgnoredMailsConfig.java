package io.sluice.notifier.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When the contacts of an account get a mail about ignored files.
@ConfigMapping(prefix = "sluice.ignored-mails")
interface IgnoredMailsConfig {
    /// How often the service looks for mails to write.
    @WithDefault("10s")
    Duration every();

    /// How long a mail waits for further files after the first one. A file that gets its right name within
    /// this time causes no mail.
    @WithDefault("2m")
    Duration delay();

    /// The shortest time between two mails to the same account.
    @WithDefault("1h")
    Duration interval();
}
