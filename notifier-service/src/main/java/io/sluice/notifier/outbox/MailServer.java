package io.sluice.notifier.outbox;

import io.sluice.notifier.mail.MailContent;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// The SMTP server that sends the mails.
public interface MailServer {
    /// Gives one message to the server for all recipients, in one conversation.
    ///
    /// Fails with [MailRefusedException] when the server refuses, with any other exception when it is
    /// unavailable.
    ///
    /// @return the recipients that the server accepted
    Uni<List<String>> send(Message message, OnRefusedRecipient onRefused);

    /// Who gets the message when the server refuses a recipient.
    enum OnRefusedRecipient {
        SEND_TO_NOBODY,
        SEND_TO_OTHERS
    }

    /// One message.
    ///
    /// @param messageId the same at every attempt, so that a mail program can recognize a message sent twice
    record Message(String messageId, List<String> recipients, MailContent content) {
        public Message {
            recipients = List.copyOf(recipients);
        }
    }
}
