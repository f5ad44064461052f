package io.sluice.notifier.outbox;

import io.sluice.notifier.limit.LimitCrossing;
import io.sluice.notifier.mail.MailTrigger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// Identifies a mail by its trigger, so that the same trigger never causes a second mail: 32 hex digits.
///
/// | trigger | id |
/// |---|---|
/// | failed job, batch with refused records | the job id |
/// | daily limit | hash of account, limit, level and the end of the day |
/// | workspace limit, number of files | hash of account, limit, level and the time of the measurement |
/// | ignored files | hash of account and number of the mail |
record MailId(String value) {
    private static final int BYTES = 16;

    static MailId of(MailTrigger trigger) {
        return switch (trigger) {
            case MailTrigger.JobFailed(var finished) ->
                new MailId(finished.job().jobId().value());
            case MailTrigger.BatchFailed(var finished) ->
                new MailId(finished.jobId().value());
            case MailTrigger.LimitCrossed(var crossing) -> new MailId(digest(crossing));
            case MailTrigger.FilesIgnored(var ignored) ->
                new MailId(digest("ignored %s %d".formatted(ignored.accountId(), ignored.number())));
        };
    }

    private static String digest(LimitCrossing crossing) {
        return digest(
                "%s %s %s %s".formatted(crossing.accountId(), crossing.limit(), crossing.level(), time(crossing)));
    }

    private static Instant time(LimitCrossing crossing) {
        return switch (crossing.limit()) {
            case WORKSPACE, FILES -> crossing.measuredAt();
            case DAILY -> crossing.resetsAt();
        };
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
