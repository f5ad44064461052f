package io.sluice.notifier.outbox;

import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.events.log.Outages;
import io.sluice.notifier.mail.MailTrigger;
import io.sluice.notifier.outbox.SendMails.HandledMail;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/// Sends the due mails of the outbox, one after another, and logs what became of each.
final class SendDueMails {
    private static final Log LOG = Log.of(SendDueMails.class);
    private static final String SERVER = "mail server";

    private final Outages outages = new Outages(LOG);
    private final SendMails sendMails;
    private final MailServerState server;
    private final Consumer<String> outcomes;

    /// @param outcomes gets a word for each mail, e.g. `sent`
    SendDueMails(SendMails sendMails, MailServerState server, Consumer<String> outcomes) {
        this.sendMails = sendMails;
        this.server = server;
        this.outcomes = outcomes;
    }

    /// Sends until no mail is due, the server is unavailable, or the thread is interrupted. The mail in
    /// delivery is brought to its end even then. Otherwise it would stay unsent until its lease ends.
    void all() {
        var goOn = true;
        while (goOn && !Thread.currentThread().isInterrupted()) {
            // Unlike await(), join() waits on when the thread is interrupted.
            var handled = sendMails.sendNext().subscribeAsCompletionStage().join();
            handled.ifPresent(this::report);
            goOn = handled.filter(SendDueMails::serverAnswered).isPresent();
        }
    }

    /// While the server is unavailable no other mail is tried either.
    private static boolean serverAnswered(HandledMail handled) {
        return !(handled.result() instanceof SendResult.ServerUnavailable);
    }

    private void report(HandledMail handled) {
        var mail = fields(handled.mail());
        reportServer(handled.result(), mail);
        var outcome = switch (handled.result()) {
            case SendResult.Sent sent -> {
                LOG.info(
                        "mail sent",
                        mail,
                        LogFields.field("recipients", sent.recipients().size()),
                        LogFields.field("leftOut", sent.leftOut().size()));
                yield "sent";
            }
            case SendResult.Postponed(var reason, var until) -> {
                LOG.warn("mail postponed", mail, LogFields.field("nextAttempt", until), cause(reason));
                yield "postponed";
            }
            case SendResult.ServerUnavailable unavailable -> "server-unavailable";
            case SendResult.Refused(var reason) -> {
                LOG.error("mail refused permanently, correct the account's contacts", mail, cause(reason));
                yield "refused";
            }
            case SendResult.SwitchedOff off -> {
                LOG.info("mail not sent, the account wants none about batches", mail);
                yield "switched-off";
            }
            case SendResult.NoContacts none -> {
                LOG.warn("mail not sent, the account has no contacts; add some", mail);
                yield "no-contacts";
            }
            case SendResult.NoAccount none -> {
                LOG.warn("mail not sent, the account is unknown; check that schema-service publishes it", mail);
                yield "no-account";
            }
        };
        outcomes.accept(outcome);
    }

    /// While the server is unavailable each mail fails: one line for all of them.
    private void reportServer(SendResult result, LogFields mail) {
        switch (result) {
            case SendResult.ServerUnavailable(var reason, var until) -> {
                server.isUnavailable(reason);
                outages.report(
                        SERVER,
                        "mail server unavailable, mails wait and are tried again until it works",
                        mail,
                        LogFields.field("nextAttempt", until),
                        cause(reason));
            }
            case SendResult.Sent _, SendResult.Refused _ -> {
                server.answers();
                outages.over(SERVER, "mail server available again");
            }
            case SendResult.Postponed _, SendResult.SwitchedOff _, SendResult.NoContacts _, SendResult.NoAccount _ ->
                LOG.debug("the mail server took no mail, or was not asked", mail);
        }
    }

    private static LogFields cause(String reason) {
        return LogFields.field("cause", reason);
    }

    private static LogFields fields(OutboxMail mail) {
        var values = new LinkedHashMap<String, Object>();
        switch (mail.trigger()) {
            case MailTrigger.JobFailed(var finished) ->
                values.putAll(LogFields.job(finished.job()).values());
            case MailTrigger.BatchFailed(var finished) -> {
                values.putAll(LogFields.account(finished.accountId()).values());
                values.putAll(LogFields.job(finished.jobId()).values());
                values.put("batch", finished.batchRef());
            }
            case MailTrigger.LimitCrossed(var crossing) -> {
                values.putAll(LogFields.account(crossing.accountId()).values());
                values.put("limit", crossing.limit());
                values.put("level", crossing.level());
            }
            case MailTrigger.FilesIgnored(var ignored) -> {
                values.putAll(LogFields.account(ignored.accountId()).values());
                values.put("ignoredFiles", ignored.total());
            }
        }
        values.put("attempt", mail.attempt());
        return new LogFields(values);
    }
}
