package io.sluice.notifier.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How mails are sent and tried again.
@ConfigMapping(prefix = "sluice.mail")
interface MailConfig {
    /// How often the outbox is looked at.
    @WithDefault("1s")
    String every();

    /// How long one conversation with the mail server may take.
    @WithDefault("30s")
    Duration sendTimeout();

    /// After which a mail is taken up again whose sender did not settle it; longer than two conversations.
    @WithDefault("75s")
    Duration lease();

    @WithDefault("1s")
    Duration retryFirst();

    /// Waits between attempts double up to this; attempts never end while the mail server is away.
    @WithDefault("30s")
    Duration retryLongest();

    /// How long a mail waits for facts about its account.
    @WithDefault("24h")
    Duration accountPatience();

    /// How long a mail is tried that the mail server refuses for good, though not because of a recipient.
    @WithDefault("7d")
    Duration refusalPatience();

    default MailPolicy policy() {
        return new MailPolicy(lease(), retryFirst(), retryLongest(), accountPatience(), refusalPatience());
    }
}
