package io.sluice.notifier.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How an attempt to send a mail ended.
///
/// | result | what happens next |
/// |---|---|
/// | [Sent] | nothing |
/// | [Postponed] | another attempt |
/// | [ServerUnavailable] | another attempt; no other mail can be sent either |
/// | [Refused], [SwitchedOff], [NoContacts], [NoAccount] | nothing: the mail is never sent |
public sealed interface SendResult {
    /// The mail server accepted the mail for these recipients.
    ///
    /// @param leftOut contacts without the mail, each with the reason
    record Sent(String subject, List<String> recipients, Map<String, String> leftOut) implements SendResult {
        public Sent {
            recipients = List.copyOf(recipients);
            leftOut = Map.copyOf(leftOut);
        }
    }

    /// The server refused for now, or the account is not known yet.
    record Postponed(String reason, Instant until) implements SendResult {}

    /// The mail server gave no answer.
    record ServerUnavailable(String reason, Instant until) implements SendResult {}

    /// The server refused every contact permanently.
    record Refused(String reason) implements SendResult {}

    /// The account wants no mails of this kind.
    record SwitchedOff() implements SendResult {}

    /// The account has no contacts.
    record NoContacts() implements SendResult {}

    /// No facts about the account came within the timeout.
    record NoAccount() implements SendResult {}
}
