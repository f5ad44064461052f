package io.sluice.notifier.outbox;

import java.util.Optional;

/// What the latest attempt showed of the mail server. Thread-safe.
final class MailServerState {
    private volatile Optional<String> failure = Optional.empty();

    /// The server answered, whatever it said of the mail.
    void answers() {
        failure = Optional.empty();
    }

    void isUnavailable(String reason) {
        failure = Optional.of(reason);
    }

    /// Why the latest mail could not be sent; empty when the server answered, or was not asked yet.
    Optional<String> failure() {
        return failure;
    }
}
