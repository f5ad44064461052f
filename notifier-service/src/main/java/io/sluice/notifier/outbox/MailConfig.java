package io.sluice.notifier.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How mails are sent and retried.
@ConfigMapping(prefix = "sluice.mail")
interface MailConfig {
    /// How often the service looks for due mails in the outbox.
    @WithDefault("1s")
    Duration every();

    /// How long one conversation with the mail server may take.
    @WithDefault("30s")
    Duration sendTimeout();

    /// How long a sender keeps a mail to itself. If it dies, another sender takes the mail afterwards. Longer
    /// than two conversations.
    @WithDefault("75s")
    Duration lease();

    /// The wait after the first attempt. Waits double with each attempt.
    @WithDefault("1s")
    Duration retryFirst();

    /// No wait is longer. Attempts continue without limit while the mail server is unavailable.
    @WithDefault("30s")
    Duration retryLongest();

    /// How long a mail waits for facts about its account.
    @WithDefault("24h")
    Duration accountTimeout();

    /// How long a mail is retried after a permanent refusal that is not about a recipient.
    @WithDefault("7d")
    Duration refusalTimeout();
}
