package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.EntryCount;
import java.time.Instant;
import java.util.Optional;

/// How much of its limits an account uses (spec 1 section 7); it replaces the previous measurement.
///
/// @param workspace everything in the account's directory, claimed files included
/// @param daily what the account sent since its day began, over SFTP and as batches; re-uploads and
/// broken-off uploads included
/// @param batchBytes what of `daily` came as batches, by the newest [BatchTrafficMeasured] that the
/// measuring service has read. batch-service, which knows that better, must not count it again
/// ([#sftpBytes]). Absent in the JSON when it is 0
/// @param files in the account's directory; absent in a measurement of a version that did not publish it
/// @param resetsAt when the account's day ends in its time zone; the daily meter then starts at 0
/// @param measuredAt by a counter that grows whatever the clock says, and follows it where it can; the newest
/// measurement counts
public record UsageMeasured(
        @JsonProperty("accuid") AccountId accountId,
        Meter workspace,
        Meter daily,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        long batchBytes,

        Optional<EntryCount> files,
        Instant resetsAt,
        Instant measuredAt) {

    public UsageMeasured {
        if (batchBytes < 0 || batchBytes > daily.usedBytes()) {
            throw new IllegalArgumentException("expected 0 to %d bytes of batches, which is the whole day's, but got %d"
                    .formatted(daily.usedBytes(), batchBytes));
        }
    }

    /// A measurement of an account that sent no batches.
    public UsageMeasured(
            AccountId accountId,
            Meter workspace,
            Meter daily,
            Optional<EntryCount> files,
            Instant resetsAt,
            Instant measuredAt) {
        this(accountId, workspace, daily, 0, files, resetsAt, measuredAt);
    }

    /// What came over SFTP since the account's day began.
    public long sftpBytes() {
        return daily.usedBytes() - batchBytes;
    }

    /// The same measurement, dated otherwise.
    public UsageMeasured at(Instant moment) {
        return new UsageMeasured(accountId, workspace, daily, batchBytes, files, resetsAt, moment);
    }

    /// One meter.
    public record Meter(long usedBytes, long limitBytes) {
        public Meter {
            if (usedBytes < 0 || limitBytes <= 0) {
                throw new IllegalArgumentException(
                        "expected a use of 0 or more bytes and a positive limit but got %d of %d bytes"
                                .formatted(usedBytes, limitBytes));
            }
        }

        /// Whether more is used than is allowed.
        public boolean exceeded() {
            return usedBytes > limitBytes;
        }
    }
}
