package io.sluice.notifier.outbox;

import io.sluice.events.RetryPolicy;
import java.time.Duration;

/// How long sending waits, and when it gives up.
///
/// @param lease how long a sender keeps a mail to itself
/// @param retries the waits between attempts
/// @param accountTimeout how long a mail waits for facts about its account
/// @param refusalTimeout how long a mail is retried after a permanent refusal that is not about a recipient
public record MailPolicy(Duration lease, RetryPolicy retries, Duration accountTimeout, Duration refusalTimeout) {}
