package io.sluice.notifier.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Ends of jobs about `20200125_order.csv`.
public final class TestJob {
    public static final Instant ENDED = Instant.parse("2021-05-21T02:11:34Z");
    private static final ErrorDocument PHONE = new ErrorDocument(
            "type-error",
            null,
            18L,
            17L,
            null,
            "cust_phone_no",
            "***",
            "Invalid data type in column [cust_phone_no]: expected an Integer");
    private static final ErrorDocument CITY = new ErrorDocument(
            "constraint-error",
            "enum",
            40L,
            39L,
            null,
            "city",
            "=cmd|' /C calc'!A0",
            "Value not allowed in column [city] (enum): expected one of Taipei, Tainan");

    private TestJob() {}

    public static JobFinished failed(AccountId account) {
        return failed(
                account, "Invalid data type in column [cust_phone_no] at line 18; 3 errors in 1,204 rows", PHONE, CITY);
    }

    public static JobFinished failed(AccountId account, String message, ErrorDocument... errors) {
        return finished(account, Outcome.FAILED, 3, Optional.of(message), List.of(errors));
    }

    public static JobFinished notChecked(AccountId account) {
        var error = new ErrorDocument(
                "internal-error",
                null,
                null,
                null,
                null,
                null,
                null,
                "Could not be checked: Sluice failed; the file is unchanged and nothing has to be done");
        return finished(
                account, Outcome.FAILED, 1, Optional.of("Could not be checked; 1 error in 0 rows"), List.of(error));
    }

    public static JobFinished succeeded(AccountId account) {
        return finished(account, Outcome.SUCCESS, 0, Optional.empty(), List.of());
    }

    private static JobFinished finished(
            AccountId account, Outcome outcome, long errorCount, Optional<String> message, List<ErrorDocument> errors) {
        var job = new JobRef(
                JobId.at(System.currentTimeMillis()),
                account,
                new SourceType("order"),
                new DataDate(LocalDate.of(2020, 1, 25)),
                "20200125_order.csv");
        var validated = new UploadValidated(
                job,
                outcome,
                "Order",
                7,
                1_204,
                1_201,
                errorCount,
                message,
                errors,
                errorCount > 0,
                1_000,
                Optional.of("00".repeat(32)),
                ENDED.minusSeconds(60),
                ENDED.minusSeconds(5),
                ENDED);
        return new JobFinished(
                validated,
                Optional.of("/invalid/order/20200125_order.csv"),
                Optional.of("/invalid/order/20200125_order.csv.errors.csv"),
                ENDED);
    }
}
