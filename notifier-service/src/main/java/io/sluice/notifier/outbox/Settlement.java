package io.sluice.notifier.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What became of an attempt to send a mail.
public sealed interface Settlement {
    /// The mail server took it for these recipients.
    ///
    /// @param leftOut contacts that got none, each with the reason
    record Sent(String subject, List<String> recipients, Map<String, String> leftOut) implements Settlement {
        public Sent {
            recipients = List.copyOf(recipients);
            leftOut = Map.copyOf(leftOut);
        }
    }

    /// It is tried again: the mail server or the facts about the account say not now.
    record Postponed(String reason, Instant until) implements Settlement {}

    /// It is tried again: the mail server cannot be talked to, so no other mail can be sent either.
    record ServerAway(String reason, Instant until) implements Settlement {}

    /// It will never be sent: every contact was refused for good.
    record Refused(String reason) implements Settlement {}

    /// It will never be sent: nobody is to get it.
    record NoContacts() implements Settlement {}

    /// It will never be sent: nothing was heard of the account for too long.
    record NoAccount() implements Settlement {}
}
