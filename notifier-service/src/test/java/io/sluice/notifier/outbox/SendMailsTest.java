package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.events.RetryPolicy;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.mail.MailContent;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.outbox.MailRefusedException.Refusal;
import io.sluice.notifier.outbox.SendResult.NoAccount;
import io.sluice.notifier.outbox.SendResult.Postponed;
import io.sluice.notifier.outbox.SendResult.Refused;
import io.sluice.notifier.outbox.SendResult.Sent;
import io.sluice.notifier.outbox.SendResult.ServerUnavailable;
import io.sluice.notifier.parts.TestJob;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendMailsTest {
    static final MailPolicy POLICY = new MailPolicy(
            Duration.ofSeconds(75),
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            Duration.ofHours(24),
            Duration.ofDays(7));
    private static final Instant NOW = Instant.parse("2021-05-21T02:12:00Z");
    private static final Instant RETRY = NOW.plusSeconds(1);
    private static final AccountFacts ACCOUNT =
            TestAccount.fresh().contacts("a@acme.example", "b@acme.example").facts();

    @Test
    void sendsToAllContactsInOneConversation() {
        var server = new ScriptedServer(List.of(Uni.createFrom().item(ACCOUNT.contacts())));

        assertThat(send(server, NOW, Optional.of(ACCOUNT)))
                .isInstanceOfSatisfying(
                        Sent.class,
                        sent -> assertThat(sent.recipients()).containsExactly("a@acme.example", "b@acme.example"));
        assertThat(server.modes).containsExactly(MailServer.OnRefusedRecipient.SEND_TO_NOBODY);
    }

    @Test
    void sendsToTheOthersWhenTheServerRefusesOne() {
        var server = new ScriptedServer(
                List.of(Uni.createFrom().failure(noMailbox()), Uni.createFrom().item(List.of("b@acme.example"))));

        assertThat(send(server, NOW, Optional.of(ACCOUNT))).isInstanceOfSatisfying(Sent.class, sent -> {
            assertThat(sent.recipients()).containsExactly("b@acme.example");
            assertThat(sent.leftOut()).isEqualTo(Map.of("a@acme.example", "550 no such mailbox"));
        });
    }

    @Test
    void givesUpWhenTheServerRefusesAllRecipients() {
        var server = new ScriptedServer(
                List.of(Uni.createFrom().failure(noMailbox()), Uni.createFrom().failure(noMailbox())));

        assertThat(send(server, NOW, Optional.of(ACCOUNT))).isEqualTo(new Refused("550 no such mailbox"));
    }

    @Test
    void triesAgainWhenTheServerRefusesTheMessage() {
        var server = new ScriptedServer(List.of(Uni.createFrom().failure(noRelay())));

        assertThat(send(server, NOW, Optional.of(ACCOUNT))).isEqualTo(new Postponed("554 no relay", RETRY));
    }

    @Test
    void givesUpWhenTheServerRefusesTheMessageForAWeek() {
        var server = new ScriptedServer(List.of(Uni.createFrom().failure(noRelay())));

        assertThat(send(server, NOW.minus(Duration.ofDays(8)), Optional.of(ACCOUNT)))
                .isEqualTo(new Refused("554 no relay"));
    }

    @Test
    void triesAgainWithoutLimitWhenTheServerIsUnavailable() {
        var server = new ScriptedServer(List.of(Uni.createFrom().failure(new ConnectException("refused"))));

        assertThat(send(server, NOW.minus(Duration.ofDays(800)), Optional.of(ACCOUNT)))
                .isEqualTo(new ServerUnavailable("refused", RETRY));
    }

    @Test
    void givesUpWhenTheAccountIsUnknownForADay() {
        assertThat(send(new ScriptedServer(List.of()), NOW.minus(Duration.ofHours(25)), Optional.empty()))
                .isEqualTo(new NoAccount());
    }

    private static MailRefusedException noMailbox() {
        return new MailRefusedException(Refusal.RECIPIENT, "550 no such mailbox", new IllegalStateException());
    }

    private static MailRefusedException noRelay() {
        return new MailRefusedException(Refusal.MESSAGE, "554 no relay", new IllegalStateException());
    }

    private static SendResult send(ScriptedServer server, Instant createdAt, Optional<AccountFacts> account) {
        var outbox = new OneMail(
                new OutboxMail(new MailTrigger.JobFailed(TestJob.failed(ACCOUNT.accountId())), createdAt, 1));
        var sendMails = new SendMails(
                outbox,
                server,
                id -> account,
                (trigger, to) -> new MailContent("subject", "text", "html"),
                POLICY,
                new MessageIds("sluice.local"),
                Clock.fixed(NOW, ZoneOffset.UTC));

        sendMails.sendNext().await().atMost(Duration.ofSeconds(5));

        assertThat(outbox.results).hasSize(1);
        return outbox.results.getFirst();
    }

    private static final class OneMail implements Outbox {
        private final OutboxMail mail;
        private final List<SendResult> results = new ArrayList<>();

        OneMail(OutboxMail mail) {
            this.mail = mail;
        }

        @Override
        public Uni<Optional<OutboxMail>> take(Duration lease) {
            return Uni.createFrom().item(Optional.of(mail));
        }

        @Override
        public Uni<Void> record(OutboxMail sent, SendResult result) {
            results.add(result);
            return Uni.createFrom().voidItem();
        }
    }

    /// Answers each message with the next of the test's answers.
    private static final class ScriptedServer implements MailServer {
        private final List<Uni<List<String>>> answers;
        private final List<OnRefusedRecipient> modes = new ArrayList<>();

        ScriptedServer(List<Uni<List<String>>> answers) {
            this.answers = new ArrayList<>(answers);
        }

        @Override
        public Uni<List<String>> send(Message message, OnRefusedRecipient onRefused) {
            modes.add(onRefused);
            return answers.removeFirst();
        }
    }
}
