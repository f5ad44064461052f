package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.watcher.ledger.HandleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A complete upload that is due to be claimed.
///
/// @param path as the account sees it
/// @param seen its observation when it was judged
/// @param handles the state of its write handles when it was judged
/// @param exceeded the limit that the account exceeded with it; such an upload is refused
public record Candidate(
        AccountId account,
        String path,
        UploadName.Dated name,
        Observation seen,
        HandleState handles,
        Optional<LimitExceeded> exceeded) {

    private static final JobWarning UNPROVEN = new JobWarning(
            JobWarning.COMPLETENESS_UNPROVEN,
            "The SFTP server's log does not mention this upload, so nothing proves that it is complete; it was taken"
                    + " because it had not changed for a while.");

    /// The order of arrival, which no clock decides: by the moment when this process learned of the upload's
    /// end, then by the order of the ledger's lines, then by what the clocks say.
    public static final Comparator<Candidate> ARRIVAL = Comparator.comparing(
                    (Candidate candidate) -> candidate.seen().arrivedBy(candidate.handles()))
            .thenComparingLong(Candidate::endOfUpload)
            .thenComparing(Candidate::arrivedAt)
            .thenComparing(Candidate::path);

    /// The key of the day's versions, [JobRef#key].
    public String day() {
        return JobRef.key(account, name.sourceType(), name.dataDate());
    }

    /// Whether it is a later version of the other one's day.
    boolean follows(Candidate other) {
        return name.dataDate().equals(other.name.dataDate())
                && name.sourceType().equals(other.name.sourceType())
                && ARRIVAL.compare(this, other) > 0;
    }

    /// As the service user sees it.
    public String volumePath() {
        return VolumePaths.account(account) + path;
    }

    /// When the upload arrived: at its clean close, if the ledger reports one.
    public Instant arrivedAt() {
        return seen.arrived(handles);
    }

    /// What the tenant should know about the upload.
    public List<JobWarning> warnings() {
        return handles instanceof HandleState.Unknown ? List.of(UNPROVEN) : List.of();
    }

    private long endOfUpload() {
        return handles instanceof HandleState.Closed closed ? closed.sequence() : -1;
    }
}
