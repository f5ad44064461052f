package io.sluice.notifier.outbox;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.notifier.letter.Occasion;
import io.sluice.notifier.letter.WrittenLetter;
import io.sluice.notifier.outbox.MailRefusedException.Cause;
import io.sluice.notifier.outbox.MailServer.Letter;
import io.sluice.notifier.outbox.MailServer.Tolerance;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Sends the mails of the outbox, each as one message to all contacts of its account, once.
///
/// A mail is taken under a lease, given to the mail server, and settled; see decision 0005 for what a crash
/// in between does. A recipient that is refused for good costs only that recipient its mail.
public final class SendMails {
    /// From then on a recipient that is put off again and again no longer holds up the others.
    static final int PATIENT_ATTEMPTS = 8;

    private final Outbox outbox;
    private final MailServer server;
    private final Function<AccountId, Optional<AccountFacts>> accounts;
    private final BiFunction<Occasion, AccountFacts, WrittenLetter> letters;
    private final MailPolicy policy;
    private final MessageIds messageIds;
    private final Clock clock;

    /// @param letters writes the letter to an account
    public SendMails(
            Outbox outbox,
            MailServer server,
            Function<AccountId, Optional<AccountFacts>> accounts,
            BiFunction<Occasion, AccountFacts, WrittenLetter> letters,
            MailPolicy policy,
            MessageIds messageIds,
            Clock clock) {
        this.outbox = outbox;
        this.server = server;
        this.accounts = accounts;
        this.letters = letters;
        this.policy = policy;
        this.messageIds = messageIds;
        this.clock = clock;
    }

    /// Sends the next mail that is due; empty when there is none.
    public Uni<Optional<Attempt>> sendNext() {
        return outbox.take(policy.lease())
                .chain(taken -> taken.map(mail -> deliver(mail)
                                .chain(settlement -> outbox.settle(mail, settlement)
                                        .replaceWith(Optional.of(new Attempt(mail, settlement)))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// A mail and what became of it.
    public record Attempt(OutboxMail mail, Settlement settlement) {}

    private Uni<Settlement> deliver(OutboxMail mail) {
        return accounts.apply(mail.occasion().accountId())
                .map(account -> deliver(mail, account))
                .orElseGet(() -> Uni.createFrom().item(unknownAccount(mail)));
    }

    private Uni<Settlement> deliver(OutboxMail mail, AccountFacts account) {
        if (account.contacts().isEmpty()) {
            return Uni.createFrom().item(new Settlement.NoContacts());
        }
        var contacts = Contacts.of(account.contacts());
        if (contacts.addresses().isEmpty()) {
            return Uni.createFrom().item(new Settlement.Refused("no contact of the account is an e-mail address"));
        }
        var letter = write(mail, account, contacts.addresses());
        var tolerance = mail.attempt() > PATIENT_ATTEMPTS ? Tolerance.REFUSED_RECIPIENTS : Tolerance.NONE;
        return server.send(letter, tolerance)
                .map(taken -> sent(letter, contacts, taken, "refused or put off by the mail server"))
                .onFailure(MailRefusedException.class)
                .recoverWithUni(refusal -> refused(mail, letter, contacts, refusal))
                .onFailure()
                .recoverWithItem(
                        away -> new Settlement.ServerAway(String.valueOf(away.getMessage()), nextAttempt(mail)));
    }

    private Letter write(OutboxMail mail, AccountFacts account, List<String> addresses) {
        var written = letters.apply(mail.occasion(), account);
        return new Letter(messageIds.of(mail.id()), addresses, written.subject(), written.text(), written.html());
    }

    private Uni<Settlement> refused(OutboxMail mail, Letter letter, Contacts contacts, MailRefusedException refusal) {
        var answer = String.valueOf(refusal.getMessage());
        return switch (refusal.about()) {
            case RECIPIENT ->
                contacts.addresses().size() == 1
                        ? Uni.createFrom().item(new Settlement.Refused(answer))
                        : server.send(letter, Tolerance.REFUSED_RECIPIENTS)
                                .<Settlement>map(taken -> sent(letter, contacts, taken, answer))
                                .onFailure(SendMails::isAboutRecipients)
                                .recoverWithItem(all -> new Settlement.Refused(String.valueOf(all.getMessage())));
            case MESSAGE ->
                Uni.createFrom()
                        .item(
                                isOlderThan(mail, policy.refusalPatience())
                                        ? new Settlement.Refused(answer)
                                        : postponed(mail, answer));
            case PASSING -> Uni.createFrom().item(postponed(mail, answer));
        };
    }

    private static boolean isAboutRecipients(Throwable failure) {
        return failure instanceof MailRefusedException refusal && refusal.about() == Cause.RECIPIENT;
    }

    private static Settlement sent(Letter letter, Contacts contacts, List<String> taken, String reason) {
        return new Settlement.Sent(letter.subject(), taken, contacts.leftOutBut(taken, reason));
    }

    private Settlement unknownAccount(OutboxMail mail) {
        return isOlderThan(mail, policy.accountPatience())
                ? new Settlement.NoAccount()
                : postponed(
                        mail,
                        "nothing is known yet of account " + mail.occasion().accountId());
    }

    private Settlement postponed(OutboxMail mail, String reason) {
        return new Settlement.Postponed(reason, nextAttempt(mail));
    }

    private Instant nextAttempt(OutboxMail mail) {
        return clock.instant().plus(policy.waitAfter(mail.attempt()));
    }

    private boolean isOlderThan(OutboxMail mail, Duration age) {
        return mail.createdAt().plus(age).isBefore(clock.instant());
    }
}
