package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.LimitExceeded;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.watcher.ledger.HandleState;
import java.util.Comparator;
import java.util.Optional;

/// A complete upload that is due.
///
/// @param path as the account sees it
/// @param seen what it looked like when it was judged
/// @param handles what the ledger knew when it was judged
/// @param exceeded the limit that the account went over with it: it is to be refused
public record Candidate(
        AccountId account,
        String path,
        UploadName.Dated name,
        Observation seen,
        HandleState handles,
        Optional<LimitExceeded> exceeded) {

    /// The order of arrival: as first seen; of those seen in one look as their uploads ended by the ledger,
    /// those that are older than the ledger first; else by mtime.
    public static final Comparator<Candidate> ARRIVAL = Comparator.comparing(
                    (Candidate candidate) -> candidate.seen().firstSeen())
            .thenComparingLong(Candidate::endOfUpload)
            .thenComparing(candidate -> candidate.seen().arrived())
            .thenComparing(Candidate::path);

    /// As the service user sees it.
    public String volumePath() {
        return VolumePaths.account(account) + path;
    }

    private long endOfUpload() {
        return handles instanceof HandleState.Closed(long sequence, var _) ? sequence : -1;
    }
}
