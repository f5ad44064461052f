package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.DirectoryObserved.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What lies unclaimed in one folder after a scan.
///
/// @param folder as the account sees it
/// @param files waiting ones first, then by path; at most [DirectoryObserved#LISTED]
/// @param total how many there are
/// @param gone whether the folder itself is not there any more
public record FolderView(AccountId account, String folder, List<SeenFile> files, long total, boolean gone) {
    public FolderView {
        files = List.copyOf(files);
    }

    static FolderView of(AccountId account, WatchedFolder folder) {
        return new FolderView(
                account,
                folder.path(),
                Stream.concat(
                                folder.uploads().stream().map(file -> waiting(file, folder.waiting(file.path()))),
                                folder.ignored().stream().map(FolderView::ignored))
                        .limit(DirectoryObserved.LISTED)
                        .toList(),
                folder.total(),
                folder.isGone());
    }

    private static SeenFile ignored(FoundFile.Ignored file) {
        return new SeenFile(
                file.path(),
                State.IGNORED,
                file.reason(),
                file.seen().attributes().size(),
                file.seen().firstSeen(),
                file.dataDate(),
                Optional.empty());
    }

    private static SeenFile waiting(FoundFile.Pending pending, Optional<Verdict.Waiting> verdict) {
        return new SeenFile(
                pending.path(),
                State.WAITING,
                verdict.map(Verdict.Waiting::reason).orElse("Complete, it will be taken in a moment"),
                pending.seen().attributes().size(),
                pending.seen().firstSeen(),
                Optional.of(pending.name().dataDate()),
                verdict.flatMap(Verdict.Waiting::nextPickup));
    }
}
