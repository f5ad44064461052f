package io.sluice.notifier.outbox;

import java.io.Serial;

/// The mail server answered with a refusal.
public final class MailRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Cause about;

    /// What the refusal is about, and whether trying again may help.
    public enum Cause {
        /// A recipient, for good (5xx).
        RECIPIENT,
        /// The sender, the message or the conversation, for good (5xx).
        MESSAGE,
        /// Not now (4xx).
        PASSING
    }

    public MailRefusedException(Cause about, String answer, Throwable failure) {
        super(answer, failure);
        this.about = about;
    }

    Cause about() {
        return about;
    }
}
