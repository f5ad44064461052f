package io.sluice.notifier.outbox;

import java.io.Serial;

/// The mail server refused a mail.
public final class MailRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /// What the server refuses.
    ///
    /// | refusal | answer | about |
    /// |---|---|---|
    /// | `RECIPIENT` | permanent, 5xx | a recipient |
    /// | `MESSAGE` | permanent, 5xx | the sender, the message or the conversation |
    /// | `TRANSIENT` | transient, 4xx | any of them |
    public enum Refusal {
        RECIPIENT,
        MESSAGE,
        TRANSIENT
    }

    public MailRefusedException(Refusal refusal, String answer, Throwable failure) {
        super(answer, failure);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
