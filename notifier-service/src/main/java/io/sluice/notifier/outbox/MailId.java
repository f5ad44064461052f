package io.sluice.notifier.outbox;

import io.sluice.notifier.letter.Occasion;
import io.sluice.notifier.limit.LimitCrossed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// Names one mail by its occasion, so that the same occasion never makes a second one: 32 hex digits.
///
/// A refused file's is its job id. A limit's is a hash of account, limit, level and time: the day's end for
/// the daily limit, which is told once a day, and the measurement's moment for the workspace.
record MailId(String value) {
    private static final int BYTES = 16;

    static MailId of(Occasion occasion) {
        return switch (occasion) {
            case Occasion.FileRefused(var finished) ->
                new MailId(finished.job().jobId().value());
            case Occasion.LimitNoticed(var crossed) -> new MailId(digest(crossed));
        };
    }

    private static String digest(LimitCrossed crossed) {
        return digest("%s %s %s %s".formatted(crossed.accountId(), crossed.limit(), crossed.level(), time(crossed)));
    }

    private static Instant time(LimitCrossed crossed) {
        return switch (crossed.limit()) {
            case WORKSPACE -> crossed.measuredAt();
            case DAILY -> crossed.resetsAt();
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
