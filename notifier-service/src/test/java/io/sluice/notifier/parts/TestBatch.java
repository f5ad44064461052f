package io.sluice.notifier.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Batches of guests, as they end.
public final class TestBatch {
    private static final Instant ENDED = Instant.parse("2021-05-21T02:11:34Z");

    private TestBatch() {}

    /// 3 of 1,204 records are refused; the log shows two of them.
    public static BatchFinished failed(AccountId account) {
        return failed(account, UUID.randomUUID().toString());
    }

    public static BatchFinished failed(AccountId account, String ref) {
        return finished(
                account,
                ref,
                1_204,
                3,
                List.of(
                        line(
                                "email",
                                "type-error",
                                18,
                                "Invalid data type in column [email]: *** is not an e-mail address"),
                        line(
                                "price",
                                "constraint-error",
                                40,
                                "Value not allowed in column [price] (minimum): \"<b>-1</b>\" is below 0")));
    }

    /// The file as a whole could not be read.
    public static BatchFinished unreadable(AccountId account) {
        return finished(
                account,
                UUID.randomUUID().toString(),
                0,
                0,
                List.of(BatchLogLine.ofFile(400, "format-error", "The gzip file is cut off: its end is missing")));
    }

    /// Sluice could not process it.
    public static BatchFinished notProcessed(AccountId account) {
        return finished(
                account,
                UUID.randomUUID().toString(),
                0,
                0,
                List.of(BatchLogLine.ofFile(500, "internal-error", "Could not be processed")));
    }

    public static BatchFinished succeeded(AccountId account) {
        return finished(account, UUID.randomUUID().toString(), 1_204, 0, List.of());
    }

    private static BatchLogLine line(String column, String error, long line, String message) {
        return new BatchLogLine(
                "ace73c06-b361-11ed-afa1-0242ac120002",
                "400",
                message,
                Optional.of(line),
                Optional.of(column),
                Optional.empty(),
                error);
    }

    private static BatchFinished finished(
            AccountId account, String ref, long records, long refused, List<BatchLogLine> errors) {
        var batch = new BatchRef(ref);
        var failed = !errors.isEmpty();
        return new BatchFinished(
                batch,
                account,
                JobId.ofBatch(batch, ENDED.minusSeconds(60)),
                failed ? Outcome.FAILED : Outcome.SUCCESS,
                records,
                records - refused,
                refused,
                records == 0
                        ? List.of()
                        : List.of(
                                new BatchFinished.Source(new SourceType("batch_guest"), "Guest", 2, records - refused)),
                errors,
                failed ? Optional.of("batch-logs/1.gz") : Optional.empty(),
                3_456,
                ENDED.minusSeconds(60),
                ENDED.minusSeconds(5),
                ENDED);
    }
}
