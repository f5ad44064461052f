package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.watcher.ledger.HandleState;
import java.time.Instant;
import java.util.Comparator;
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

    /// The order of arrival: by the first observation; then by the end of the upload in the ledger, uploads
    /// that are older than the ledger first; then by arrival and path.
    public static final Comparator<Candidate> ARRIVAL = Comparator.comparing(
                    (Candidate candidate) -> candidate.seen().firstSeen())
            .thenComparingLong(Candidate::endOfUpload)
            .thenComparing(Candidate::arrivedAt)
            .thenComparing(Candidate::path);

    /// As the service user sees it.
    public String volumePath() {
        return VolumePaths.account(account) + path;
    }

    /// When the upload arrived: at its clean close, if the ledger reports one.
    public Instant arrivedAt() {
        return seen.arrived(handles);
    }

    private long endOfUpload() {
        return handles instanceof HandleState.Closed closed ? closed.sequence() : -1;
    }
}
