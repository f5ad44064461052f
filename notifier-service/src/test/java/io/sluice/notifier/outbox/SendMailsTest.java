package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.notifier.letter.Occasion;
import io.sluice.notifier.letter.WrittenLetter;
import io.sluice.notifier.outbox.MailRefusedException.Cause;
import io.sluice.notifier.outbox.Settlement.NoAccount;
import io.sluice.notifier.outbox.Settlement.Postponed;
import io.sluice.notifier.outbox.Settlement.Refused;
import io.sluice.notifier.outbox.Settlement.Sent;
import io.sluice.notifier.outbox.Settlement.ServerAway;
import io.sluice.notifier.parts.TestAccount;
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
    private static final Instant NOW = Instant.parse("2021-05-21T02:12:00Z");
    private static final Instant RETRY = NOW.plusSeconds(1);
    private static final AccountFacts ACCOUNT =
            TestAccount.facts(TestAccount.freshId(), "Acme", "a@acme.example", "b@acme.example");

    @Test
    void asksTheServerOnce() {
        var server = new ScriptedServer(List.of(Uni.createFrom().item(ACCOUNT.contacts())));

        assertThat(settle(server, NOW, Optional.of(ACCOUNT)))
                .isInstanceOfSatisfying(
                        Sent.class,
                        sent -> assertThat(sent.recipients()).containsExactly("a@acme.example", "b@acme.example"));
        assertThat(server.asked).containsExactly(MailServer.Tolerance.NONE);
    }

    @Test
    void sendsToTheOthersWhenOneIsRefused() {
        var server = new ScriptedServer(
                List.of(Uni.createFrom().failure(noMailbox()), Uni.createFrom().item(List.of("b@acme.example"))));

        assertThat(settle(server, NOW, Optional.of(ACCOUNT))).isInstanceOfSatisfying(Sent.class, sent -> {
            assertThat(sent.recipients()).containsExactly("b@acme.example");
            assertThat(sent.leftOut()).isEqualTo(Map.of("a@acme.example", "550 no such mailbox"));
        });
    }

    @Test
    void givesUpWhenAllAreRefused() {
        var server = new ScriptedServer(
                List.of(Uni.createFrom().failure(noMailbox()), Uni.createFrom().failure(noMailbox())));

        assertThat(settle(server, NOW, Optional.of(ACCOUNT))).isEqualTo(new Refused("550 no such mailbox"));
    }

    @Test
    void triesAgainWhenTheServerRefusesUs() {
        var server = new ScriptedServer(List.of(Uni.createFrom().failure(noRelay())));

        assertThat(settle(server, NOW, Optional.of(ACCOUNT))).isEqualTo(new Postponed("554 no relay", RETRY));
    }

    @Test
    void givesUpWhenTheServerRefusesUsForAWeek() {
        var server = new ScriptedServer(List.of(Uni.createFrom().failure(noRelay())));

        assertThat(settle(server, NOW.minus(Duration.ofDays(8)), Optional.of(ACCOUNT)))
                .isEqualTo(new Refused("554 no relay"));
    }

    @Test
    void triesAgainForEverWhenTheServerIsAway() {
        var server = new ScriptedServer(List.of(Uni.createFrom().failure(new ConnectException("refused"))));

        assertThat(settle(server, NOW.minus(Duration.ofDays(800)), Optional.of(ACCOUNT)))
                .isEqualTo(new ServerAway("refused", RETRY));
    }

    @Test
    void givesUpWhenNothingWasHeardOfTheAccountForADay() {
        assertThat(settle(new ScriptedServer(List.of()), NOW.minus(Duration.ofHours(25)), Optional.empty()))
                .isEqualTo(new NoAccount());
    }

    private static MailRefusedException noMailbox() {
        return new MailRefusedException(Cause.RECIPIENT, "550 no such mailbox", new IllegalStateException());
    }

    private static MailRefusedException noRelay() {
        return new MailRefusedException(Cause.MESSAGE, "554 no relay", new IllegalStateException());
    }

    private static Settlement settle(ScriptedServer server, Instant createdAt, Optional<AccountFacts> account) {
        var outbox = new OneMail(
                new OutboxMail(new Occasion.FileRefused(TestJob.failed(ACCOUNT.accountId())), createdAt, 1));
        var sendMails = new SendMails(
                outbox,
                server,
                id -> account,
                (occasion, to) -> new WrittenLetter("subject", "text", "html"),
                new MailPolicy(
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        Duration.ofHours(24),
                        Duration.ofDays(7)),
                new MessageIds("sluice.local"),
                Clock.fixed(NOW, ZoneOffset.UTC));

        sendMails.sendNext().await().atMost(Duration.ofSeconds(5));

        assertThat(outbox.settled).hasSize(1);
        return outbox.settled.getFirst();
    }

    private static final class OneMail implements Outbox {
        private final OutboxMail mail;
        private final List<Settlement> settled = new ArrayList<>();

        OneMail(OutboxMail mail) {
            this.mail = mail;
        }

        @Override
        public Uni<Optional<OutboxMail>> take(Duration lease) {
            return Uni.createFrom().item(Optional.of(mail));
        }

        @Override
        public Uni<Void> settle(OutboxMail settledMail, Settlement settlement) {
            settled.add(settlement);
            return Uni.createFrom().voidItem();
        }
    }

    /// Answers one after another what the test says.
    private static final class ScriptedServer implements MailServer {
        private final List<Uni<List<String>>> answers;
        private final List<Tolerance> asked = new ArrayList<>();

        ScriptedServer(List<Uni<List<String>>> answers) {
            this.answers = new ArrayList<>(answers);
        }

        @Override
        public Uni<List<String>> send(Letter letter, Tolerance tolerance) {
            asked.add(tolerance);
            return answers.removeFirst();
        }
    }
}
