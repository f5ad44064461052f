package io.sluice.notifier.outbox;

import java.time.Duration;

/// How patient sending is.
///
/// @param lease after which a mail is taken up again whose sender did not settle it
/// @param retryFirst the wait after the first attempt; it doubles with each one
/// @param retryLongest no wait is longer
/// @param accountPatience how long a mail waits for facts about its account
/// @param refusalPatience how long a mail is tried that the server refuses for good, though not because of a
/// recipient
public record MailPolicy(
        Duration lease,
        Duration retryFirst,
        Duration retryLongest,
        Duration accountPatience,
        Duration refusalPatience) {
    private static final int DOUBLINGS = 20;

    public MailPolicy {
        if (retryFirst.isNegative() || retryFirst.isZero() || retryLongest.compareTo(retryFirst) < 0) {
            throw new IllegalArgumentException(
                    "sluice.mail.retry-first is %s and sluice.mail.retry-longest is %s, expected 0 < first <= longest"
                            .formatted(retryFirst, retryLongest));
        }
    }

    /// The wait after an attempt, counted from 1.
    Duration waitAfter(int attempt) {
        var wait = retryFirst.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
        return wait.compareTo(retryLongest) > 0 ? retryLongest : wait;
    }
}
