package io.sluice.notifier.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Shutdown;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.events.account.AccountView;
import io.sluice.notifier.letter.Letters;
import io.sluice.notifier.letter.Occasion;
import io.sluice.notifier.outbox.SendMails.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Looks at the outbox every second and sends what is due, one mail after another.
///
/// A stop waits for the mail that is being sent, so that it need not wait for its lease.
@ApplicationScoped
class MailWorker {
    private static final Logger LOG = Logger.getLogger(MailWorker.class);
    private static final int LONGEST_STOP_SECONDS = 15;

    private final SendMails sendMails;
    private final MeterRegistry metrics;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean stopping = new AtomicBoolean();

    MailWorker(
            MailStore store,
            SmtpClient server,
            AccountView accounts,
            Letters letters,
            MailConfig config,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.mailer.from") String sender) {
        this.sendMails = new SendMails(
                store,
                server,
                accounts::find,
                letters::write,
                config.policy(),
                MessageIds.of(sender),
                Clock.systemUTC());
        this.metrics = metrics;
    }

    @Scheduled(every = "${sluice.mail.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void sendAllDue() {
        sending.lock();
        try {
            var goOn = true;
            while (goOn && !stopping.get()) {
                var attempt = sendMails.sendNext().await().indefinitely();
                attempt.ifPresent(this::tell);
                goOn = attempt.filter(MailWorker::serverAnswered).isPresent();
            }
        } catch (RuntimeException away) {
            LOG.warnf("the outbox cannot be looked at, trying again at the next pulse: %s", away);
        } finally {
            sending.unlock();
        }
    }

    @Shutdown
    void stop() throws InterruptedException {
        stopping.set(true);
        if (sending.tryLock(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            sending.unlock();
        } else {
            LOG.warnf(
                    "a mail is still being sent after %d s, its lease decides what becomes of it",
                    LONGEST_STOP_SECONDS);
        }
    }

    /// While the server is away the other mails need not knock, too.
    private static boolean serverAnswered(Attempt attempt) {
        return !(attempt.settlement() instanceof Settlement.ServerAway);
    }

    private void tell(Attempt attempt) {
        var about = "%s attempt=%d"
                .formatted(about(attempt.mail().occasion()), attempt.mail().attempt());
        var outcome = switch (attempt.settlement()) {
            case Settlement.Sent sent -> {
                LOG.infof(
                        "mail sent: %s recipients=%d leftOut=%d",
                        about, sent.recipients().size(), sent.leftOut().size());
                yield "sent";
            }
            case Settlement.Postponed(var reason, var until) -> {
                LOG.warnf("mail not sent yet, next attempt at %s: %s reason=%s", until, about, reason);
                yield "postponed";
            }
            case Settlement.ServerAway(var reason, var until) -> {
                LOG.warnf("the mail server is away, next attempt at %s: %s reason=%s", until, about, reason);
                yield "server-away";
            }
            case Settlement.Refused(var reason) -> {
                LOG.errorf("mail refused for good, mend the account's contacts: %s reason=%s", about, reason);
                yield "refused";
            }
            case Settlement.NoContacts none -> {
                LOG.warnf("mail not sent, the account has no contacts; add some: %s", about);
                yield "no-contacts";
            }
            case Settlement.NoAccount none -> {
                LOG.warnf("mail not sent, nothing was heard of the account: %s", about);
                yield "no-account";
            }
        };
        metrics.counter("sluice.mails", "outcome", outcome).increment();
    }

    private static String about(Occasion occasion) {
        return switch (occasion) {
            case Occasion.FileRefused(var finished) -> {
                var job = finished.job();
                yield "jobId=%s accountId=%s fileName=%s".formatted(job.jobId(), job.accountId(), job.fileName());
            }
            case Occasion.LimitNoticed(var crossed) ->
                "accountId=%s limit=%s level=%s".formatted(crossed.accountId(), crossed.limit(), crossed.level());
        };
    }
}
