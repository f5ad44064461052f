package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.DirectoryObserved.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The unclaimed files of one folder after a scan.
///
/// @param folder as the account sees it
/// @param files the waiting ones first, then by path; at most [DirectoryObserved#LISTED], and no more than
/// one event holds
/// @param total number of unclaimed files, also of those that are not listed
/// @param gone whether the folder itself was removed
public record FolderView(AccountId account, String folder, List<SeenFile> files, long total, boolean gone) {
    /// Of paths and reasons as JSON. Kafka takes 1 MiB, and a path may have thousands of bytes.
    private static final int MOST_BYTES = 256 * 1024;

    public FolderView {
        files = List.copyOf(files);
    }

    /// @param hindered whether the volume refuses claims
    static FolderView of(AccountId account, WatchedFolder folder, boolean hindered) {
        return new FolderView(
                account,
                folder.path(),
                first(Stream.concat(
                                folder.uploads().stream()
                                        .map(file -> waiting(file, folder.waiting(file.path()), hindered)),
                                folder.ignored().stream().map(FolderView::ignored))
                        .limit(DirectoryObserved.LISTED)),
                folder.total(),
                folder.isGone());
    }

    /// As many as one event holds.
    private static List<SeenFile> first(Stream<SeenFile> files) {
        var first = new ArrayList<SeenFile>();
        var bytes = 0;
        for (var file : files.toList()) {
            bytes += bytes(file.path()) + bytes(file.reason());
            if (bytes > MOST_BYTES) {
                break;
            }
            first.add(file);
        }
        return first;
    }

    /// At most so many bytes the text has as JSON.
    private static int bytes(String text) {
        return text.chars().map(FolderView::bytes).sum();
    }

    private static int bytes(int character) {
        return switch (character) {
            case '"', '\\' -> 2;
            default -> character < ' ' ? "\\u0001".length() : character < 128 ? 1 : 3;
        };
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

    private static SeenFile waiting(
            FoundFile.Pending pending, Optional<TakeDecision.Waiting> decision, boolean hindered) {
        return new SeenFile(
                pending.path(),
                State.WAITING,
                decision.map(TakeDecision.Waiting::reason).orElseGet(() -> complete(hindered)),
                pending.seen().attributes().size(),
                pending.seen().firstSeen(),
                Optional.of(pending.name().dataDate()),
                decision.flatMap(TakeDecision.Waiting::nextPickup));
    }

    private static String complete(boolean hindered) {
        return hindered
                ? "Complete; it waits because the server's volume takes no files now"
                : "Complete, it will be taken in a moment";
    }
}
