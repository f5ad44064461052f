package io.sluice.job.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchFinished.Source;
import io.sluice.contracts.event.BatchProgressed;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The events of a batch of guests and orders, which ends 10 s after it was received.
public record TestBatch(AccountId account, BatchRef ref, Instant receivedAt) {
    public static TestBatch of(AccountId account, Instant receivedAt) {
        return new TestBatch(account, new BatchRef(UUID.randomUUID().toString()), receivedAt);
    }

    public JobId id() {
        return JobId.ofBatch(ref, receivedAt);
    }

    public BatchReceived received() {
        return new BatchReceived(
                ref,
                account,
                3_456,
                new Md5("40d9a12f0a3c93c8ed66a3b6f3735790"),
                "batches/%s/%s.gz".formatted(account, ref),
                receivedAt);
    }

    /// How far an attempt is.
    ///
    /// @param secondsLater than the receipt of the batch
    public BatchProgressed progressed(long attempt, long records, int secondsLater) {
        return new BatchProgressed(
                ref,
                account,
                id(),
                attempt,
                2_048,
                3_456,
                records,
                1,
                receivedAt,
                receivedAt.plusSeconds(secondsLater));
    }

    public BatchFinished succeeded(long guests, long orders) {
        return finished(Outcome.SUCCESS, guests, orders, 0, List.of());
    }

    /// Three of 1,204 records are refused, the first one for its price at line 18.
    public BatchFinished failed() {
        return finished(
                Outcome.FAILED,
                1_000,
                201,
                3,
                List.of(new BatchLogLine(
                        "ace73c06-b361-11ed-afa1-0242ac120002",
                        "400",
                        "Invalid data type in column [price]: \"1,2\" is not a Decimal (digits with an optional sign and point)",
                        Optional.of(18L),
                        Optional.of("price"),
                        Optional.empty(),
                        "type-error")));
    }

    private BatchFinished finished(
            Outcome outcome, long guests, long orders, long failed, List<BatchLogLine> firstErrors) {
        return new BatchFinished(
                ref,
                account,
                id(),
                outcome,
                guests + orders + failed,
                guests + orders,
                failed,
                List.of(
                        new Source(new SourceType("batch_guest"), "Guest then", 2, guests),
                        new Source(new SourceType("batch_order"), "Order then", 1, orders)),
                firstErrors,
                outcome == Outcome.FAILED
                        ? Optional.of("batch-logs/%s/%s/1.gz".formatted(account, ref))
                        : Optional.empty(),
                3_456,
                receivedAt,
                receivedAt.plusSeconds(1),
                receivedAt.plusSeconds(10));
    }
}
