package io.sluice.notifier.outbox;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.log.FailureSentence;
import io.sluice.notifier.mail.MailContent;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.outbox.MailRefusedException.Refusal;
import io.sluice.notifier.outbox.MailServer.Message;
import io.sluice.notifier.outbox.MailServer.OnRefusedRecipient;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Sends the mails of the outbox, each once, as one message to all contacts of its account.
///
/// It takes a mail under a lease, gives it to the mail server and records the result. Decision 0005 says what
/// a crash in between does. A permanently refused recipient does not keep the mail from the other recipients.
public final class SendMails {
    /// After these attempts a recipient that the server keeps putting off no longer delays the others.
    static final int ATTEMPTS_FOR_ALL_RECIPIENTS = 8;

    private final Outbox outbox;
    private final MailServer server;
    private final Function<AccountId, Optional<AccountFacts>> accounts;
    private final BiFunction<MailTrigger, AccountFacts, MailContent> mailTexts;
    private final MailPolicy policy;
    private final MessageIds messageIds;
    private final Clock clock;

    public SendMails(
            Outbox outbox,
            MailServer server,
            Function<AccountId, Optional<AccountFacts>> accounts,
            BiFunction<MailTrigger, AccountFacts, MailContent> mailTexts,
            MailPolicy policy,
            MessageIds messageIds,
            Clock clock) {
        this.outbox = outbox;
        this.server = server;
        this.accounts = accounts;
        this.mailTexts = mailTexts;
        this.policy = policy;
        this.messageIds = messageIds;
        this.clock = clock;
    }

    /// Sends the next due mail; empty when none is due.
    public Uni<Optional<HandledMail>> sendNext() {
        return outbox.take(policy.lease())
                .chain(taken -> taken.map(mail -> deliver(mail)
                                .chain(result -> outbox.record(mail, result)
                                        .replaceWith(Optional.of(new HandledMail(mail, result)))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// A mail and the result of the attempt to send it.
    public record HandledMail(OutboxMail mail, SendResult result) {}

    private Uni<SendResult> deliver(OutboxMail mail) {
        return accounts.apply(mail.trigger().accountId())
                .map(account -> deliver(mail, account))
                .orElseGet(() -> Uni.createFrom().item(unknownAccount(mail)));
    }

    private Uni<SendResult> deliver(OutboxMail mail, AccountFacts account) {
        if (mail.trigger() instanceof MailTrigger.BatchFailed && account.batchMailsOff()) {
            return Uni.createFrom().item(new SendResult.SwitchedOff());
        }
        if (account.contacts().isEmpty()) {
            return Uni.createFrom().item(new SendResult.NoContacts());
        }
        var contacts = Contacts.of(account.contacts());
        if (contacts.addresses().isEmpty()) {
            return Uni.createFrom().item(new SendResult.Refused("no contact of the account is an e-mail address"));
        }
        var message =
                new Message(messageIds.of(mail.id()), contacts.addresses(), mailTexts.apply(mail.trigger(), account));
        var onRefused = mail.attempt() > ATTEMPTS_FOR_ALL_RECIPIENTS
                ? OnRefusedRecipient.SEND_TO_OTHERS
                : OnRefusedRecipient.SEND_TO_NOBODY;
        return server.send(message, onRefused)
                .map(accepted -> sent(message, contacts, accepted, "refused or put off by the mail server"))
                .onFailure(MailRefusedException.class)
                .recoverWithUni(refused -> afterRefusal(mail, message, contacts, refused))
                .onFailure()
                .recoverWithItem(unavailable ->
                        new SendResult.ServerUnavailable(FailureSentence.of(unavailable), nextAttempt(mail)));
    }

    private Uni<SendResult> afterRefusal(
            OutboxMail mail, Message message, Contacts contacts, MailRefusedException refused) {
        var answer = String.valueOf(refused.getMessage());
        return switch (refused.refusal()) {
            case RECIPIENT ->
                contacts.addresses().size() == 1
                        ? Uni.createFrom().item(new SendResult.Refused(answer))
                        : server.send(message, OnRefusedRecipient.SEND_TO_OTHERS)
                                .<SendResult>map(accepted -> sent(message, contacts, accepted, answer))
                                .onFailure(SendMails::isAboutRecipients)
                                .recoverWithItem(all -> new SendResult.Refused(String.valueOf(all.getMessage())));
            case MESSAGE ->
                Uni.createFrom()
                        .item(
                                isOlderThan(mail, policy.refusalTimeout())
                                        ? new SendResult.Refused(answer)
                                        : postponed(mail, answer));
            case TRANSIENT -> Uni.createFrom().item(postponed(mail, answer));
        };
    }

    private static boolean isAboutRecipients(Throwable failure) {
        return failure instanceof MailRefusedException refused && refused.refusal() == Refusal.RECIPIENT;
    }

    private static SendResult sent(Message message, Contacts contacts, List<String> accepted, String reason) {
        return new SendResult.Sent(message.content().subject(), accepted, contacts.leftOutExcept(accepted, reason));
    }

    private SendResult unknownAccount(OutboxMail mail) {
        return isOlderThan(mail, policy.accountTimeout())
                ? new SendResult.NoAccount()
                : postponed(
                        mail,
                        "nothing is known yet of account " + mail.trigger().accountId());
    }

    private SendResult postponed(OutboxMail mail, String reason) {
        return new SendResult.Postponed(reason, nextAttempt(mail));
    }

    private Instant nextAttempt(OutboxMail mail) {
        return clock.instant().plus(policy.retries().delayAfter(mail.attempt()));
    }

    private boolean isOlderThan(OutboxMail mail, Duration age) {
        return mail.createdAt().plus(age).isBefore(clock.instant());
    }
}
