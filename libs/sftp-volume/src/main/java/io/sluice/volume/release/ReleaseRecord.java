package io.sluice.volume.release;

import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the watcher notes when it puts a validated file in its place; the archive works from nothing else.
///
/// @param path of the file as its account sees it, e.g. `/invalid/order/20200125_order.csv`
/// @param reportPath of its error report; empty when it has none
/// @param sha256 lower-case hex; empty when the file was refused without being read
/// @param releasedAt by the clock of the watcher that released it
public record ReleaseRecord(
        JobRef job,
        String path,
        Optional<String> reportPath,
        long size,
        Optional<String> sha256,
        Outcome outcome,
        Instant releasedAt) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public static ReleaseRecord of(
            UploadValidated validated, String path, Optional<String> reportPath, Instant releasedAt) {
        return new ReleaseRecord(
                validated.job(),
                path,
                reportPath,
                validated.size(),
                validated.sha256().filter(text -> SHA256.matcher(text).matches()),
                validated.outcome(),
                releasedAt);
    }

    /// The path of the file as the service user sees it.
    public String volumePath() {
        return onVolume(path);
    }

    public String onVolume(String asSeenByAccount) {
        return VolumePaths.account(job.accountId()) + asSeenByAccount;
    }
}
