package io.sluice.validator.job;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.time.Instant;

/// Claims with default values.
public final class Claims {
    public static final AccountId ACCOUNT = new AccountId("110-1234-567");
    public static final Instant MODIFIED = Instant.parse("2020-01-25T04:05:06Z");
    public static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00Z");

    private Claims() {}

    /// A claim of `20200125_order.csv`.
    public static UploadClaimed order(long size) {
        return claim("20200125_order.csv", "order", size);
    }

    public static UploadClaimed claim(String fileName, String source, long size) {
        return UploadClaimed.of(
                new JobRef(
                        new JobId("0193f0000000700080000000000000aa"),
                        ACCOUNT,
                        new SourceType(source),
                        DataDate.of("20200125").orElseThrow(),
                        fileName),
                size,
                MODIFIED,
                RECEIVED,
                RECEIVED.plusSeconds(2));
    }
}
