package io.sluice.notifier.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Shutdown;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.outbox.SendMails.HandledMail;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Sends the due mails of the outbox, one after another, every second.
///
/// A stop waits for the mail in delivery. Otherwise that mail would stay unsent until its lease ends.
@ApplicationScoped
class MailWorker {
    private static final Logger LOG = Logger.getLogger(MailWorker.class);
    private static final int LONGEST_STOP_SECONDS = 15;

    private final SendMails sendMails;
    private final MeterRegistry metrics;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean stopping = new AtomicBoolean();

    MailWorker(SendMails sendMails, MeterRegistry metrics) {
        this.sendMails = sendMails;
        this.metrics = metrics;
    }

    @Scheduled(every = "${sluice.mail.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void sendAllDue() {
        sending.lock();
        try {
            var goOn = true;
            while (goOn && !stopping.get()) {
                var handled = sendMails.sendNext().await().indefinitely();
                handled.ifPresent(this::report);
                goOn = handled.filter(MailWorker::serverAnswered).isPresent();
            }
        } catch (RuntimeException unavailable) {
            LOG.warnf("the outbox cannot be read, tried again at the next interval: cause=%s", unavailable);
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
                    "the service stops during the delivery of a mail, another sender takes it after its lease:"
                            + " waitedSeconds=%d",
                    LONGEST_STOP_SECONDS);
        }
    }

    /// While the server is unavailable no other mail is tried either.
    private static boolean serverAnswered(HandledMail handled) {
        return !(handled.result() instanceof SendResult.ServerUnavailable);
    }

    private void report(HandledMail handled) {
        var mail = "%s attempt=%d"
                .formatted(fields(handled.mail().trigger()), handled.mail().attempt());
        var outcome = switch (handled.result()) {
            case SendResult.Sent sent -> {
                LOG.infof(
                        "mail sent: %s recipients=%d leftOut=%d",
                        mail, sent.recipients().size(), sent.leftOut().size());
                yield "sent";
            }
            case SendResult.Postponed(var reason, var until) -> {
                LOG.warnf("mail postponed: %s nextAttempt=%s cause=%s", mail, until, reason);
                yield "postponed";
            }
            case SendResult.ServerUnavailable(var reason, var until) -> {
                LOG.warnf("the mail server is unavailable: %s nextAttempt=%s cause=%s", mail, until, reason);
                yield "server-unavailable";
            }
            case SendResult.Refused(var reason) -> {
                LOG.errorf("mail refused permanently, correct the account's contacts: %s cause=%s", mail, reason);
                yield "refused";
            }
            case SendResult.NoContacts none -> {
                LOG.warnf("mail not sent, the account has no contacts; add some: %s", mail);
                yield "no-contacts";
            }
            case SendResult.NoAccount none -> {
                LOG.warnf("mail not sent, the account is unknown; check that schema-service publishes it: %s", mail);
                yield "no-account";
            }
        };
        metrics.counter("sluice.mails", "outcome", outcome).increment();
    }

    private static String fields(MailTrigger trigger) {
        return switch (trigger) {
            case MailTrigger.JobFailed(var finished) -> {
                var job = finished.job();
                yield "jobId=%s accountId=%s fileName=%s".formatted(job.jobId(), job.accountId(), job.fileName());
            }
            case MailTrigger.LimitCrossed(var crossing) ->
                "accountId=%s limit=%s level=%s".formatted(crossing.accountId(), crossing.limit(), crossing.level());
        };
    }
}
