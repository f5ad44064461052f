package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.DirectoryObserved.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What lies unclaimed in one folder after a scan.
///
/// @param folder as the account sees it
/// @param files waiting ones first, then by path
public record FolderView(AccountId account, String folder, List<SeenFile> files) {
    public FolderView {
        files = List.copyOf(files);
    }

    static FolderView of(AccountId account, WatchedFolder folder) {
        return new FolderView(
                account,
                folder.path(),
                folder.found().stream()
                        .map(file -> seen(file, folder))
                        .sorted(Comparator.comparing(SeenFile::state).thenComparing(SeenFile::path))
                        .toList());
    }

    private static SeenFile seen(FoundFile file, WatchedFolder folder) {
        return switch (file) {
            case FoundFile.Pending pending -> waiting(pending, folder.waiting(pending.path()));
            case FoundFile.Ignored ignored ->
                new SeenFile(
                        ignored.path(),
                        State.IGNORED,
                        ignored.reason(),
                        ignored.seen().attributes().size(),
                        ignored.seen().firstSeen(),
                        ignored.dataDate(),
                        Optional.empty());
        };
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
