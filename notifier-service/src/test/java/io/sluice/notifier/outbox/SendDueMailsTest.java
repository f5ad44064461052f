package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.mail.MailContent;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.parts.TestJob;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SendDueMailsTest {
    private final DueMails outbox = new DueMails();
    private final List<String> outcomes = new ArrayList<>();

    @Test
    void sendsUntilNoMailIsDue() {
        outbox.due.set(3);

        sendTo((message, onRefused) -> Uni.createFrom().item(message.recipients()))
                .all();

        assertThat(outcomes).containsExactly("sent", "sent", "sent");
    }

    @Test
    void triesNoOtherMailWhileTheServerIsUnavailable() {
        outbox.due.set(3);

        sendTo((message, onRefused) -> Uni.createFrom().failure(new IllegalStateException("no answer")))
                .all();

        assertThat(outcomes).containsExactly("server-unavailable");
    }

    /// Otherwise the mail would stay unsent until its lease ends.
    @Test
    void bringsTheMailInDeliveryToItsEndWhenItIsStopped() throws Exception {
        outbox.due.set(3);
        var asked = new CompletableFuture<List<String>>();
        var accepted = new CompletableFuture<List<String>>();
        var sendDueMails = sendTo((message, onRefused) -> {
            asked.complete(message.recipients());
            return Uni.createFrom().completionStage(accepted);
        });
        var sender = Thread.ofVirtual().start(sendDueMails::all);
        asked.join();

        sender.interrupt();
        await().until(() -> sender.getState() == Thread.State.WAITING);
        accepted.complete(asked.join());

        assertThat(sender.join(Duration.ofMinutes(1))).isTrue();
        assertThat(outcomes).containsExactly("sent");
        assertThat(outbox.results).singleElement().isInstanceOf(SendResult.Sent.class);
    }

    private SendDueMails sendTo(MailServer server) {
        var account = TestAccount.fresh().contacts("a@acme.example").facts();
        return new SendDueMails(
                new SendMails(
                        outbox,
                        server,
                        id -> Optional.of(account),
                        (trigger, to) -> new MailContent("subject", "text", "html"),
                        SendMailsTest.POLICY,
                        new MessageIds("sluice.local"),
                        Clock.systemUTC()),
                new MailServerState(),
                outcomes::add);
    }

    private static final class DueMails implements Outbox {
        private final AtomicInteger due = new AtomicInteger();
        private final List<SendResult> results = new CopyOnWriteArrayList<>();

        @Override
        public Uni<Optional<OutboxMail>> take(Duration lease) {
            var mail =
                    new OutboxMail(new MailTrigger.JobFailed(TestJob.failed(TestAccount.freshId())), Instant.now(), 1);
            return Uni.createFrom().item(due.getAndDecrement() > 0 ? Optional.of(mail) : Optional.empty());
        }

        @Override
        public Uni<Void> record(OutboxMail sent, SendResult result) {
            results.add(result);
            return Uni.createFrom().voidItem();
        }
    }
}
