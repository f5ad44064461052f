package io.sluice.notifier.outbox;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// The SMTP server that mails are given to.
public interface MailServer {
    /// Gives one message to the server for all recipients at once, in one conversation.
    ///
    /// Fails with [MailRefusedException] when the server says no, with any other exception when nobody
    /// answers.
    ///
    /// @return the recipients the server took it for
    Uni<List<String>> send(Letter letter, Tolerance tolerance);

    /// What to do when the server refuses a recipient.
    enum Tolerance {
        /// Send nothing to anybody.
        NONE,
        /// Send to the others.
        REFUSED_RECIPIENTS
    }

    /// One message.
    ///
    /// @param messageId the same at every attempt, so that a message sent twice can be told
    record Letter(String messageId, List<String> recipients, String subject, String text, String html) {
        public Letter {
            recipients = List.copyOf(recipients);
        }
    }
}
