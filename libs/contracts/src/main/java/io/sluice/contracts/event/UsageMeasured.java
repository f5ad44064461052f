package io.sluice.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.EntryCount;
import java.time.Instant;
import java.util.Optional;

/// How much of its limits an account uses (spec 1 section 7); it replaces the previous measurement.
///
/// @param workspace everything in the account's directory, claimed files included
/// @param daily what the account uploaded since its day began, re-uploads and broken-off uploads included
/// @param files in the account's directory; absent in a measurement of a version that did not publish it
/// @param resetsAt when the account's day ends in its time zone; the daily meter then starts at 0
/// @param measuredAt by a counter that grows whatever the clock says, and follows it where it can; the newest
/// measurement counts
public record UsageMeasured(
        @JsonProperty("accuid") AccountId accountId,
        Meter workspace,
        Meter daily,
        Optional<EntryCount> files,
        Instant resetsAt,
        Instant measuredAt) {

    /// The same measurement, dated otherwise.
    public UsageMeasured at(Instant moment) {
        return new UsageMeasured(accountId, workspace, daily, files, resetsAt, moment);
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
